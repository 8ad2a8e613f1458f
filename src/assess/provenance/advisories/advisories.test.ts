import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchAdvisories, type UsedPackage } from "./osv.ts";
import { comparePython } from "./pep440.ts";
import { readPackages } from "./read-packages.ts";
import { compareSemver } from "./semver.ts";

const rising = (compare: (a: string, b: string) => number | undefined, versions: readonly string[]): void => {
  versions.forEach((a, i) =>
    versions.forEach((b, j) =>
      expect([a, b, Math.sign(compare(a, b) ?? NaN)]).toEqual([a, b, Math.sign(i - j)]),
    ),
  );
};

describe("the order of versions", () => {
  it("of Python packages is that of PEP 440", () => {
    rising(comparePython, [
      "1.dev0",
      "1.0.dev456",
      "1.0a1",
      "1.0a2.dev456",
      "1.0a12.dev456",
      "1.0a12",
      "1.0b1.dev456",
      "1.0b2",
      "1.0b2.post345.dev456",
      "1.0b2.post345",
      "1.0rc1.dev456",
      "1.0rc1",
      "1.0",
      "1.0+abc.5",
      "1.0+abc.7",
      "1.0+5",
      "1.0.post456.dev34",
      "1.0.post456",
      "1.1.dev1",
      "1.10",
      "1!0.1",
    ]);
    expect(comparePython("1.0", "1.0.0")).toBe(0);
    expect(comparePython("v1.0-1", "1.0.post1")).toBe(0);
    expect(comparePython("1.0.0-rc.1", "1rc1")).toBe(0);
    expect(comparePython("latest", "1")).toBeUndefined();
  });

  it("of npm packages is that of Semantic Versioning", () => {
    rising(compareSemver, [
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.0.10",
      "2.0.0",
    ]);
    expect(compareSemver("1.0.0+a", "1.0.0+b")).toBe(0);
  });

  it("takes no time to speak of for hostile texts", () => {
    fc.assert(
      fc.property(fc.constantFrom("1.", "0!", "a1", "-_.", "+a.", "1a"), (piece) => {
        expect(comparePython(piece.repeat(300_000), "1")).toBeUndefined();
        expect(compareSemver(piece.repeat(300_000), "1")).toBeUndefined();
      }),
    );
  });
});

const advisory = {
  id: "OSV-EXAMPLE-1",
  aliases: ["CVE-2099-0001"],
  summary: "A loader runs code.",
  affected: [
    {
      package: { ecosystem: "PyPI", name: "Example_Server" },
      ranges: [
        {
          type: "ECOSYSTEM",
          events: [{ introduced: "0" }, { fixed: "1.4.2" }, { introduced: "2.0" }, { fixed: "2.1.1" }],
        },
      ],
    },
  ],
};
const used = (version?: string): UsedPackage => ({
  ecosystem: "PyPI",
  name: "example-server",
  file: "requirements.txt",
  ...(version === undefined ? {} : { version }),
});

describe("advisories", () => {
  it.each([
    ["1.4.1", "affected", "1.4.2"],
    ["1.4.2rc1", "affected", "1.4.2"],
    ["1.4.2", undefined, undefined],
    ["1.9", undefined, undefined],
    ["2.0", "affected", "2.1.1"],
    ["2.1.1", undefined, undefined],
    ["nightly", "unknown", undefined],
    [undefined, "unknown", undefined],
  ])("version %s: %s, repaired in %s", (version, outcome, fixed) => {
    const [match] = matchAdvisories([used(version)], advisory);
    expect([match?.outcome, match?.fixed]).toEqual([outcome, fixed]);
  });

  it("last affected versions, listed versions, and withdrawn ones", () => {
    const about = (affected: object, more: object = {}): unknown[] =>
      matchAdvisories([used("1.5")], [
        { ...advisory, ...more, affected: [{ package: advisory.affected[0]?.package ?? {}, ...affected }] },
      ] as never);
    const upTo = (last: string): object => ({
      ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "1" }, { last_affected: last }] }],
    });
    expect(about(upTo("1.5"))).toHaveLength(1);
    expect(about(upTo("1.4"))).toHaveLength(0);
    expect(about({ versions: ["1.5.0"] })).toHaveLength(1);
    expect(about({ versions: ["1.5.0"] }, { withdrawn: "2026-01-01T00:00:00Z" })).toHaveLength(0);
  });
});

describe("packages that are used", () => {
  it("are read from requirements", () => {
    const text =
      "torch==2.1.0  # pinned\nvllm[cuda] >= 0.4\n-r other.txt\npkg @ https://example.com/x.whl\nnumpy==1.*\nx == 1.0 ; python_version > '3'\n";
    expect(
      readPackages(text, "requirements.txt").map(({ name, version, line }) => [name, version, line]),
    ).toEqual([
      ["torch", "2.1.0", 1],
      ["vllm", undefined, 2],
      ["numpy", undefined, 5],
      ["x", "1.0", 6],
    ]);
  });

  it("are read from lock files and bills of materials", () => {
    const lock =
      '[[package]]\nname = "torch"\nversion = "2.1.0"\n\n[package.dependencies]\nname = "no"\n\n[[package]]\nname = "vllm"\nversion = "0.4"\n';
    expect(readPackages(lock, "a/uv.lock").map(({ name, version }) => `${name}@${version}`)).toEqual([
      "torch@2.1.0",
      "vllm@0.4",
    ]);
    const npm = JSON.stringify({
      lockfileVersion: 3,
      packages: { "": {}, "node_modules/@a/b/node_modules/c": { version: "1.2.3" } },
    });
    expect(readPackages(npm, "package-lock.json")).toMatchObject([
      { ecosystem: "npm", name: "c", version: "1.2.3" },
    ]);
    const bom = JSON.stringify({
      bomFormat: "CycloneDX",
      components: [{ type: "library", name: "b", purl: "pkg:npm/%40a/b@2.0.0" }],
    });
    expect(readPackages(bom, "bom.json")).toMatchObject([
      { ecosystem: "npm", name: "@a/b", version: "2.0.0" },
    ]);
  });
});

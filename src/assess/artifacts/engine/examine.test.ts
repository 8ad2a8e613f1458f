import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileSource, FormatFault, memorySource, partOf } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule } from "../artifact-format.ts";
import type { LoaderProfile } from "../loaders/loader-profile.ts";
import { examineArtifact, type ExamineSettings } from "./examine.ts";

const bad: ArtifactRule = {
  id: "toy/bad",
  title: "A bad byte",
  severity: "high",
  effect: "unsafe",
  hazard: "pickle-exec",
  remedy: "Take it out.",
  references: ["CWE-502"],
};

/** `T`, a length, that many bytes; `B` among them is bad, `(` begins a member up to the end. */
const toy: ArtifactFormat = {
  id: "toy",
  title: "Toy",
  about: "A format for this test.",
  extensions: [".toy"],
  rules: [bad],
  recognise: ({ head }) => (head[0] === 0x54 ? "certain" : undefined),
  async examine(source, examination) {
    const [, length = 0] = await source.read(0, 2);
    examination.claim(0, 2, "header");
    const body = await source.read(2, length);
    if (body.length < length) throw new FormatFault("truncated", "the body ends early", 2 + body.length);
    examination.claim(2, 2 + length, "body");
    const inner = body.indexOf(0x28);
    if (inner !== -1) await examination.member("inner", partOf(source, 3 + inner, 2 + length));
    if (body.includes(0x42))
      examination.found(bad, { description: "There is a B.", place: { bytes: [2, 2 + length] } });
    else examination.passed(bad);
  },
};

/** Also begins with `T` where the last byte is `X`. */
const twin: ArtifactFormat = {
  ...toy,
  id: "twin",
  title: "Twin",
  extensions: [".twin"],
  rules: [],
  recognise: ({ head, tail }) => (head[0] === 0x54 && tail.at(-1) === 0x58 ? "certain" : undefined),
  examine(source, examination) {
    examination.claim(0, source.size, "everything");
    return Promise.resolve();
  },
};

const broken: ArtifactFormat = {
  ...twin,
  id: "broken",
  title: "Broken",
  recognise: ({ head }) => (head[0] === 0x21 ? "certain" : undefined),
  examine: () => Promise.reject(new TypeError("a defect")),
};

const loader: LoaderProfile = {
  schemaVersion: "bartizan.loader/v1",
  id: "toy.load",
  title: "Toy",
  reads: ["toy"],
  does: { "pickle-exec": "runs-code" },
  calls: [],
  sources: ["this test"],
};

const examine = (text: string, name = "a.toy", more: Partial<ExamineSettings> = {}) =>
  examineArtifact(memorySource(Buffer.from(text, "latin1")), name, {
    formats: [toy, twin, broken],
    loaders: [loader],
    ...more,
  });

describe("examining a file", () => {
  it("is clean when every byte is explained and nothing was found", async () => {
    const report = await examine("T\x03abc");
    expect(report).toMatchObject({
      verdict: "clean",
      format: "toy",
      bytes: 5,
      bytesExamined: 5,
      findings: [],
    });
    expect(report.passed).toEqual(["toy/bad"]);
    expect(report.loaders).toMatchObject([{ loader: "toy.load", outcome: "safe" }]);
  });

  it("is never clean with a byte that nobody explains", async () => {
    const report = await examine("T\x03abcd");
    expect(report).toMatchObject({ verdict: "incomplete", bytesExamined: 5 });
    expect(report.findings).toMatchObject([{ rule: "artifact/unexplained-bytes", place: { bytes: [5, 6] } }]);
    expect(report.loaders).toMatchObject([{ outcome: "unknown" }]);
  });

  it("tells of a fault with its place, and keeps what was explained before", async () => {
    const report = await examine("T\x09abc");
    expect(report).toMatchObject({ verdict: "incomplete", bytesExamined: 2 });
    expect(report.findings.map(({ rule }) => rule)).toContain("artifact/not-readable-to-the-end");
  });

  it("never passes a file over which a parser failed", async () => {
    const report = await examine("!abc", "a.bin");
    expect(report.verdict).toBe("incomplete");
    expect(report.findings[0]?.description).toContain("the parser failed: a defect");
  });

  it("calls nothing clean that it cannot name", async () => {
    expect(await examine("who knows", "a.bin")).toMatchObject({ verdict: "incomplete", format: "unknown" });
  });

  it("says what each loader does with what was found, also inside of it", async () => {
    const report = await examine("T\x06(T\x02aB!");
    expect(report.members).toMatchObject([{ path: "a.toy!/inner", verdict: "unsafe" }]);
    expect(report.verdict).toBe("unsafe");
    expect(report.loaders).toMatchObject([
      { outcome: "runs-code", why: "It runs what the file brings: A bad byte." },
    ]);
  });

  it("examines the bytes in every format they are certain to be of, and tells of it", async () => {
    const report = await examine("T\x03aBX");
    expect(report).toMatchObject({ verdict: "unsafe", format: "toy", alsoReadAs: ["twin"] });
    expect(report.findings.map(({ rule }) => rule)).toEqual(["toy/bad", "artifact/several-formats"]);
  });

  it("notes a name that contradicts the bytes without letting it decide", async () => {
    const report = await examine("T\x03abc", "a.twin");
    expect(report.verdict).toBe("clean");
    expect(report.findings).toMatchObject([{ rule: "artifact/name-contradicts-bytes", effect: "note" }]);
  });

  it("follows archives in archives to a limit, and never calls the rest clean", async () => {
    const nested = (depth: number): string => {
      let text = "T\x01a";
      for (let i = 0; i < depth; i++) text = `T${String.fromCodePoint(text.length + 1)}(${text}`;
      return text;
    };
    expect((await examine(nested(3), "a.toy", { limits: { depth: 3 } })).verdict).toBe("clean");
    expect((await examine(nested(4), "a.toy", { limits: { depth: 3 } })).verdict).toBe("incomplete");
    expect((await examine(nested(2), "a.toy", { limits: { members: 1 } })).verdict).toBe("incomplete");
  });

  it("gives a finding the same id each time, and another where the place is another", async () => {
    const ids = async (text: string) => (await examine(text)).findings.map(({ id }) => id);
    expect(await ids("T\x02aB")).toEqual(await ids("T\x02aB"));
    expect(await ids("T\x02aB")).not.toEqual(await ids("T\x03aaB"));
  });

  it("digests the whole file where that is asked for", async () => {
    const { sha256 } = await examine("T\x03abc", "a.toy", { digests: true });
    expect(sha256).toBe("95387c580a0ffbbd935140b37adbab7de17eab63a56404a90807ec8d6f71cfb4");
  });

  it("stops when it is told to", async () => {
    const stopped = AbortSignal.abort();
    await expect(examine("T\x03abc", "a.toy", { signal: stopped })).rejects.toThrow();
  });
});

describe("formats that read the same bytes beside each other", () => {
  const reader = (id: string, claims: number, alongside = true): ArtifactFormat => ({
    id,
    title: `a file of ${id}`,
    about: "",
    extensions: [],
    rules: [],
    alongside,
    recognise: () => "likely",
    examine: async (_source, examination) => examination.claim(0, claims, id),
  });

  it("must each explain all of them", async () => {
    const examined = (first: number, second: number) =>
      examineArtifact(memorySource(new Uint8Array(10)), "x", {
        formats: [reader("a", first), reader("b", second)],
        loaders: [],
      });
    expect(await examined(10, 10)).toMatchObject({ verdict: "clean", bytesExamined: 10, alsoReadAs: ["b"] });
    for (const report of [await examined(10, 4), await examined(4, 10)]) {
      expect(report).toMatchObject({ verdict: "incomplete", bytesExamined: 4 });
      expect(report.findings.map(({ rule }) => rule)).toEqual(["artifact/unexplained-bytes"]);
    }
    expect((await examined(10, 4)).findings[0]?.description).toContain("Read as a file of b:");
  });
});

it("the digest is that of all bytes, however the source gives them", async () => {
  const bytes = Uint8Array.from({ length: 1_300_001 }, (_, i) => (i * 31 + (i >> 9)) & 255);
  const expected = createHash("sha256").update(bytes).digest("hex");
  const settings = { formats: [], loaders: [], digests: true };
  expect((await examineArtifact(memorySource(bytes), "a.bin", settings)).sha256).toBe(expected);
  const file = join(mkdtempSync(join(tmpdir(), "bartizan-digest-")), "a.bin");
  writeFileSync(file, bytes);
  const source = await fileSource(file);
  expect((await examineArtifact(source, "a.bin", settings)).sha256).toBe(expected);
  await source.close();
  rmSync(dirname(file), { recursive: true });
});

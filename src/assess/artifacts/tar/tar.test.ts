import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pickle } from "../../../formats/pickle/testing/assemble.ts";
import { paxOf, writeTar, type WrittenTarEntry } from "../../../formats/tar/testing/write-tar.ts";
import { writeZip } from "../../../formats/zip/testing/write-zip.ts";
import { examineBytes, isClean, rulesOf, wronglyPassed } from "../testing/examine-bytes.ts";

const text = "Weights of a small model.\n";
const evil = pickle().proto(4).stackGlobal("os", "system").string("echo inert").tuple1().reduce().stop();
const long = `${"deep/".repeat(40)}name.txt`;

describe("an honest tar archive is clean", () => {
  const honest: Record<string, readonly WrittenTarEntry[]> = {
    "with files and folders": [
      { name: "a/", type: "5" },
      { name: "a/b.txt", data: text },
    ],
    "with a long name of GNU": [
      { name: "././@LongLink", type: "L", data: `${long}\0` },
      { name: "cut", data: text },
    ],
    "with a pax header": [
      { name: "PaxHeader/a", type: "x", data: paxOf({ path: long, mtime: "1.5" }) },
      { name: "cut", data: text },
    ],
    "with a link inside": [
      { name: "a/b", type: "2", target: "../c" },
      { name: "c", data: text },
    ],
  };
  it.each(Object.entries(honest))("%s", async (_, entries) => {
    const report = await examineBytes(writeTar(entries), "a.tar");
    expect(report.findings).toEqual([]);
    expect(isClean(report)).toBe(true);
  });

  it("takes the names of GNU and pax, and examines each content once", async () => {
    for (const entries of [honest["with a long name of GNU"], honest["with a pax header"]]) {
      const report = await examineBytes(writeTar(entries ?? []), "a.tar");
      expect(report.members.map(({ path }) => path)).toEqual([`a.tar!/${long}`]);
    }
  });

  it("whatever its members hold", async () => {
    const data = fc.stringMatching(/^[a-z \n]{1,1500}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(data, { minLength: 1, maxLength: 5 }), async (contents) => {
        const report = await examineBytes(writeTar(contents.map((data, i) => ({ name: `${i}.txt`, data }))));
        expect(rulesOf(report)).toEqual([]);
        expect(report.members.map(({ bytes }) => bytes)).toEqual(contents.map(({ length }) => length));
      }),
      { numRuns: 30 },
    );
  });

  it("also with a zip archive as its last member: no reader takes that for the whole", async () => {
    const inner = writeZip([{ name: "a.txt", data: text }]);
    const report = await examineBytes(writeTar([{ name: "a.zip", data: inner }]));
    expect(rulesOf(report)).toEqual([]);
  });
});

describe("what is wrong with a tar archive is found", () => {
  const cases: readonly (readonly [string, readonly WrittenTarEntry[]])[] = [
    ["pickle/exec", [{ name: "notes.txt", data: evil }]],
    ["pickle/exec", [{ name: "w.ckpt", data: writeZip([{ name: "w/data.pkl", data: evil }]) }]],
    ["pickle/exec", [{ name: "w.tgz", data: gzipSync(writeTar([{ name: "x", data: evil }])) }]],
    ["tar/path-escape", [{ name: "../a", data: text }]],
    ["tar/path-escape", [{ name: "/etc/a", data: text }]],
    [
      "tar/path-escape",
      [
        { name: "x", type: "x", data: paxOf({ path: "../../a" }) },
        { name: "a", data: text },
      ],
    ],
    ["tar/link-escape", [{ name: "a", type: "2", target: "/etc" }]],
    ["tar/link-escape", [{ name: "a/b", type: "2", target: "../../etc" }]],
    ["tar/link-escape", [{ name: "a", type: "1", target: "../etc/passwd" }]],
    [
      "tar/entry-through-link",
      [
        { name: "a", type: "2", target: "b" },
        { name: "a/c", data: text },
      ],
    ],
    ["tar/special-file", [{ name: "a", type: "3" }]],
    [
      "tar/duplicate-entry",
      [
        { name: "a", data: text },
        { name: "./a", data: "other" },
      ],
    ],
    [
      "tar/size-differs",
      [
        { name: "x", type: "x", data: paxOf({ size: "512" }) },
        { name: "a", size: 0, data: text },
      ],
    ],
    ["tar/sparse-file", [{ name: "a", type: "S", data: text }]],
    ["tar/unknown-kind", [{ name: "a", type: "Z", data: text }]],
  ];
  it.each(cases)("%s (%#)", async (rule, entries) => {
    const report = await examineBytes(writeTar(entries));
    expect(rulesOf(report)).toContain(rule);
    expect(report.verdict).not.toBe("clean");
  });

  it("what lies behind the end is not clean", async () => {
    const tail = Buffer.concat([Buffer.alloc(1024), writeTar([{ name: "x", data: evil }])]);
    expect(await examineBytes(writeTar([{ name: "a", data: text }], tail))).toMatchObject({
      verdict: "incomplete",
    });
  });

  it("no damaged copy passes with something unexplained, and no parser fails", async () => {
    const file = writeTar([
      { name: "a", data: text },
      { name: "x", type: "x", data: paxOf({ path: "b" }) },
      { name: "m", data: evil },
    ]);
    expect(await wronglyPassed(file, 3)).toEqual([]);
  });
});

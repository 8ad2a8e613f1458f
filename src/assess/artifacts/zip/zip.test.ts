import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pickle } from "../../../formats/pickle/testing/assemble.ts";
import { writeZip, type WrittenEntry, type ZipOptions } from "../../../formats/zip/testing/write-zip.ts";
import { examineBytes, isClean, rulesOf, wronglyPassed } from "../testing/examine-bytes.ts";

const evil = Buffer.from(
  pickle().proto(4).stackGlobal("os", "system").string("echo inert").tuple1().reduce().stop(),
);
const text = "Weights of a small model.\n";
const plain: WrittenEntry = { name: "README.md", data: text };
const packed: WrittenEntry = { name: "notes.txt", data: text.repeat(200), deflate: true };
const examine = (entries: readonly WrittenEntry[], options?: ZipOptions) =>
  examineBytes(writeZip(entries, options));

const packedWithLzma = (name: string): Buffer => readFileSync(join(import.meta.dirname, "fixtures", name));

it("entries that Python packed with LZMA are unpacked and examined", async () => {
  const archive = packedWithLzma("lzma-plain.zip");
  const report = await examineBytes(archive);
  expect(report).toMatchObject({ verdict: "clean", bytesExamined: archive.length });
  expect(report.members[0]).toMatchObject({ path: expect.stringContaining("a.txt"), bytes: 3200 });
  const harmful = await examineBytes(packedWithLzma("lzma.zip"));
  expect(harmful.verdict).toBe("unsafe");
  expect(rulesOf(harmful)).toContain("pickle/exec");
});

it("entries that Windows packed with Deflate64 are unpacked and examined", async () => {
  // Without matches of 258 bytes, deflate and Deflate64 are the same.
  const packedAs9 = (data: Uint8Array): Buffer =>
    writeZip([
      { name: "a.bin", data, packed: { method: 9, bytes: deflateRawSync(data) }, descriptor: "signed" },
      { name: "b.bin", data, packed: { method: 9, bytes: deflateRawSync(data) } },
    ]);
  const harmless = packedAs9(Buffer.from("Weights of a small model.\n"));
  expect(await examineBytes(harmless)).toMatchObject({ verdict: "clean", bytesExamined: harmless.length });
  const harmful = await examineBytes(packedAs9(evil));
  expect(harmful.verdict).toBe("unsafe");
  expect(rulesOf(harmful)).toContain("pickle/exec");
});

describe("an honest zip archive is clean", () => {
  const honest: Record<string, Buffer> = {
    "stored and deflated": writeZip([plain, packed]),
    "with descriptors": writeZip([
      { ...plain, descriptor: "signed" },
      { ...packed, descriptor: "bare" },
    ]),
    "with descriptors of empty entries": writeZip([
      { name: "a.txt", data: "", deflate: true, descriptor: "signed" },
      { name: "b.txt", data: "", descriptor: "bare" },
      { name: "c.txt", data: "", deflate: true, descriptor: "bare" },
    ]),
    "with a ZIP64 end": writeZip([plain, packed], { zip64: true }),
    "with a comment": writeZip([plain], { comment: Buffer.from("made by hand") }),
    "without checksums": writeZip([{ ...plain, both: { crc: 0 } }]),
    "with folders": writeZip([
      { name: "a/", data: "" },
      { name: "a/b.txt", data: text },
    ]),
    "with an empty member": writeZip([{ name: "__init__.py", data: "" }, plain]),
    "with a link inside": writeZip([plain, { name: "a/b", data: "../README.md", mode: 0o120777 }]),
    "in another zip": writeZip([{ name: "inner.zip", data: writeZip([plain, packed]) }]),
    "with one file twice": writeZip([plain, plain]),
  };
  it.each(Object.entries(honest))("%s", async (_, bytes) => {
    const report = await examineBytes(bytes, "a.zip");
    expect(report.findings.filter(({ effect }) => effect !== "note")).toEqual([]);
    expect(isClean(report)).toBe(true);
  });

  it("whatever the members are called and hold", async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_/]{0,20}[a-z]\.txt$/);
    const entry = fc.record({
      name,
      data: fc.stringMatching(/^[a-z \n]{1,200}$/),
      deflate: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(entry, { maxLength: 8, selector: (e) => e.name }), async (entries) => {
        const report = await examine(entries);
        expect(rulesOf(report)).toEqual([]);
        expect(report.members.map(({ bytes }) => bytes)).toEqual(entries.map(({ data }) => data.length));
      }),
      { numRuns: 40 },
    );
  });
});

describe("whatever reader takes it, the pickle is found", () => {
  const member = { name: "data.pkl", data: evil };
  const good = { name: "data.pkl", data: pickle().proto(2).none().stop() };
  const cases: Record<string, Buffer> = {
    stored: writeZip([plain, member]),
    deflated: writeZip([{ ...member, deflate: true }]),
    "first of two": writeZip([member, good]),
    "last of two": writeZip([good, member]),
    "not in the directory": writeZip([plain, { ...member, inDirectory: false }]),
    "not in the directory, behind junk": writeZip([{ ...member, inDirectory: false }, plain], {
      between: Buffer.from("junk"),
    }),
    "in a zip in a zip": writeZip([{ name: "a", data: writeZip([{ ...member, deflate: true }]) }]),
    "marked as encrypted": writeZip([{ ...member, both: { flags: 0x0801 } }]),
    "marked as encrypted in the directory": writeZip([{ ...member, central: { flags: 0x0801 } }]),
    "with a wrong checksum": writeZip([{ ...member, both: { crc: 7 } }]),
    "behind a name that differs": writeZip([{ ...member, local: { name: "data.txt" } }]),
    "of a length that the header denies": writeZip([{ ...member, local: { packed: 2, size: 2 } }]),
    "of a length that the directory denies": writeZip([{ ...member, central: { packed: 2, size: 2 } }]),
    "said to be deflated in the directory": writeZip([{ ...member, central: { method: 8 } }]),
    "under an upper-case name": writeZip([{ ...member, name: "A.TXT" }]),
  };
  it.each(Object.entries(cases))("%s", async (_, bytes) => {
    const report = await examineBytes(bytes);
    expect(report.verdict).toBe("unsafe");
    expect(rulesOf(report)).toContain("pickle/exec");
  });
});

describe("a difference between two readers is a finding", () => {
  const extra = (id: number, content: Uint8Array): Uint8Array => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(content.length, 2);
    return Buffer.concat([head, content]);
  };
  const wide = Buffer.alloc(16);
  wide.writeBigUInt64LE(3n, 0);
  wide.writeBigUInt64LE(3n, 8);
  const cases: readonly (readonly [string, Buffer])[] = [
    ["zip/duplicate-entry", writeZip([plain, { ...plain, data: "other" }])],
    ["zip/name-differs", writeZip([{ ...plain, local: { name: "LICENSE.m" } }])],
    ["zip/method-differs", writeZip([{ ...packed, local: { method: 0 } }])],
    ["zip/size-differs", writeZip([{ ...plain, central: { size: 3 } }])],
    ["zip/size-differs", writeZip([{ ...packed, both: { size: 3 } }])],
    ["zip/crc-differs", writeZip([{ ...plain, local: { crc: 7 } }])],
    ["zip/crc-wrong", writeZip([{ ...packed, both: { crc: 7 } }])],
    ["zip/hidden-entry", writeZip([plain, { ...packed, inDirectory: false }])],
    ["zip/entry-missing", writeZip([plain, { ...packed, only: "central", at: 3 }])],
    ["zip/entry-count", writeZip([plain, packed], { count: 1 })],
    ["zip/entry-count", writeZip([plain, packed], { count: 3 })],
    ["zip/zip64-contradicts", writeZip([{ ...plain, local: { extra: extra(1, wide) } }])],
    ["zip/false-encryption-flag", writeZip([{ ...packed, both: { flags: 1 } }])],
    ["zip/path-escape", writeZip([{ ...plain, name: "../../etc/cron.d/a" }])],
    ["zip/path-escape", writeZip([{ ...plain, name: "a\\..\\..\\b" }])],
    ["zip/path-escape", writeZip([{ ...plain, name: "/etc/passwd" }])],
    ["zip/path-escape", writeZip([{ ...plain, name: "C:\\a.txt" }])],
    ["zip/path-escape", writeZip([{ ...plain, data: "../../etc", mode: 0o120777 }])],
    ["zip/special-file", writeZip([{ ...plain, mode: 0o020644 }])],
    ["zip/names-collide", writeZip([plain, { ...packed, name: "readme.MD" }])],
    [
      "zip/names-collide",
      writeZip([
        { ...plain, name: "a/b" },
        { ...packed, name: "a\\b" },
      ]),
    ],
    [
      "zip/names-collide",
      writeZip([
        { ...plain, name: "caf\u00e9" },
        { ...packed, name: "cafe\u0301" },
      ]),
    ],
    ["zip/name-with-control-characters", writeZip([{ ...plain, name: "a.txt\0.pkl" }])],
    ["zip/unknown-method", writeZip([{ ...plain, packed: { method: 97, bytes: Buffer.from("?") } }])],
    [
      "zip/bytes-behind-packed-data",
      writeZip([{ ...plain, packed: { method: 8, bytes: Buffer.concat([deflateRawSync(text), evil]) } }]),
    ],
    ["artifact/unexplained-bytes", writeZip([plain], { suffix: Buffer.from("tail") })],
    ["artifact/unexplained-bytes", writeZip([plain], { prefix: Buffer.from("#head"), prefixCounts: true })],
    ["artifact/unexplained-bytes", writeZip([plain], { prefix: Buffer.from("#head") })],
    ["artifact/unexplained-bytes", writeZip([plain, plain], { between: Buffer.from("gap") })],
    ["artifact/unexplained-bytes", writeZip([plain], { comment: evil })],
    ["artifact/overlapping-regions", writeZip([plain, { ...plain, name: "b", only: "central", at: 0 }])],
  ];
  it.each(cases)("%s (%#)", async (rule, bytes) => {
    const report = await examineBytes(bytes);
    expect(rulesOf(report)).toContain(rule);
    expect(report.verdict).not.toBe("clean");
  });

  it("a second directory in the comment is found, and what it names is examined", async () => {
    const inner = writeZip([{ name: "data.pkl", data: evil }]);
    const report = await examineBytes(writeZip([plain], { comment: inner }));
    expect(report.verdict).toBe("unsafe");
    expect(rulesOf(report)).toEqual(expect.arrayContaining(["zip/several-directories", "pickle/exec"]));
  });

  it("what is really encrypted is told of, and never clean", async () => {
    const noise = Buffer.from(Array.from({ length: 40 }, (_, i) => (i * 151) % 256));
    const report = await examine([
      { ...plain, packed: { method: 0, bytes: noise }, both: { flags: 1, size: 28 } },
    ]);
    expect(report.verdict).toBe("incomplete");
    expect(rulesOf(report)).toEqual(["zip/encrypted"]);
  });
});

describe("damage and bombs", () => {
  it("no damaged copy passes with something unexplained, and no parser fails", async () => {
    const file = writeZip([
      plain,
      { ...packed, descriptor: "signed" },
      { name: "m.pkl", data: evil, deflate: true },
    ]);
    expect(await wronglyPassed(file, 11)).toEqual([]);
  });

  it("many entries over the same bytes are stopped where they outgrow the file", async () => {
    const zeros = deflateRawSync(Buffer.alloc(8_000_000));
    const bytes = { method: 8, bytes: zeros };
    const kernel: WrittenEntry = { name: "0", data: Buffer.alloc(8_000_000), packed: bytes };
    const others = Array.from({ length: 60 }, (_, i) => ({
      ...kernel,
      name: `${i + 1}`,
      only: "central" as const,
      at: 0,
    }));
    const report = await examine([kernel, ...others]);
    expect(report.verdict).toBe("unsafe");
    expect(rulesOf(report)).toContain("artifact/expands-too-far");
  });

  it("more comes out than is allowed: incomplete, and nothing is kept", async () => {
    const file = writeZip([{ name: "a.txt", data: "a".repeat(5000), deflate: true }]);
    const report = await examineBytes(file, "a.zip", { unpackedBytes: 4000 });
    expect(report.verdict).toBe("incomplete");
  });

  it("a megabyte of signatures takes no more than linear time", async () => {
    const report = await examineBytes(Buffer.alloc(1_000_000, "PK\u0003\u0004"));
    expect(report.verdict).not.toBe("clean");
  });
});

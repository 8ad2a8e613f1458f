import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { examineBytes, rulesOf, wronglyPassed } from "../testing/examine-bytes.ts";

const fixture = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, "../../../formats/unpack/fixtures", name));

describe("a 7z archive, written by py7zr", () => {
  it.each(["content.lzma2.7z", "content.lzma.7z", "content.bz2.7z", "content.deflate.7z"])(
    "%s",
    async (name) => {
      const report = await examineBytes(fixture(name), name);
      expect(report).toMatchObject({ format: "7z", bytesExamined: report.bytes, facts: { entries: 3 } });
      expect(report.findings).toEqual([]);
      expect(report.members.map(({ path, bytes }) => [path, bytes])).toEqual([
        [`${name}!/folder/weights.txt`, 77_253],
        [`${name}!/README.md`, 14],
      ]);
    },
  );

  it.each(["code.bcj.7z", "code.arm-lzma.7z", "code.delta.7z"])(
    "%s, filtered before it was packed",
    async (name) => {
      const report = await examineBytes(fixture(name), name);
      expect(report).toMatchObject({ format: "7z", bytesExamined: report.bytes });
      expect(report.findings).toEqual([]);
      expect(report.members.map(({ bytes }) => bytes)).toEqual([2800]);
    },
  );

  it("that is encrypted is said to be, and never clean", async () => {
    const report = await examineBytes(fixture("content.copy-encrypted.7z"));
    expect(report.verdict).toBe("incomplete");
    expect(report.findings.map(({ hazard }) => hazard)).toContain("encrypted");
  });

  it("with something behind it is not explained", async () => {
    const report = await examineBytes(Buffer.concat([fixture("content.lzma2.7z"), Buffer.from("tail")]));
    expect(rulesOf(report)).toContain("artifact/unexplained-bytes");
  });

  it("no damaged copy passes with something unexplained, and no parser fails", async () => {
    expect(await wronglyPassed(fixture("content.lzma2.7z"), 23)).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crc32c, maskedCrc32c } from "../../../formats/index.ts";
import { pickle } from "../../../formats/pickle/testing/assemble.ts";
import { format as pickleFormat } from "../pickle/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const file = readFileSync(join(import.meta.dirname, "fixtures/two.tfrecord"));
const formats = [format, pickleFormat];
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const sealed = (bytes: Uint8Array): Buffer => Buffer.concat([bytes, u32(maskedCrc32c(crc32c(bytes)))]);
const record = (data: Uint8Array, length = data.length): Buffer => {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(length));
  return Buffer.concat([sealed(size), sealed(data)]);
};

describe("TFRecord", () => {
  it("has the checksum of RFC 3720", () => {
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
    expect(crc32c(Buffer.from("6789"), crc32c(Buffer.from("12345")))).toBe(0xe3069283);
  });

  it("as TensorFlow wrote it is clean, every byte explained", async () => {
    const report = await examineBytes(file, formats);
    expect(report).toMatchObject({ format: "tfrecord", verdict: "clean", facts: { records: 2 } });
    expect(report.bytesExamined).toBe(file.length);
  });

  it("is not whole where a checksum differs", async () => {
    const bytes = Uint8Array.from(file);
    bytes[file.length - 5] = (bytes[file.length - 5] ?? 0) ^ 1;
    expect(outcomeOf(await examineBytes(bytes, formats))).toEqual([
      "incomplete",
      "tfrecord/checksum-differs",
    ]);
  });

  it("is as bad as a pickle in one of its records", async () => {
    const evil = pickle().proto(4).stackGlobal("os", "system").string("echo inert").tuple1().reduce().stop();
    const [verdict, ...rules] = outcomeOf(
      await examineBytes(Buffer.concat([record(Buffer.from("first")), record(evil)]), formats),
    );
    expect(verdict).toBe("unsafe");
    expect(rules).toContain("tfrecord/pickle-inside");
  });

  it("is as bad as one of the oldest protocol, which has no mark", async () => {
    const old = Buffer.from("cos\nsystem\n(S'echo inert'\ntR.");
    expect(outcomeOf(await examineBytes(record(old), formats))[0]).toBe("unsafe");
    const dull = Buffer.from("(and so on), as text is written");
    expect(outcomeOf(await examineBytes(record(dull), formats))[0]).toBe("clean");
  });

  it("believes no length, not even one with the right checksum", async () => {
    for (const length of [2 ** 40, Number.MAX_SAFE_INTEGER])
      expect(outcomeOf(await examineBytes(record(Buffer.from("a"), length), formats))[0]).toBe("incomplete");
  });

  it("damage is never clean where the parser broke off", async () => {
    await expectNoFalseClean(file, formats, 23);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pickle } from "../../../formats/pickle/testing/assemble.ts";
import { examineBytes, isClean, rulesOf, wronglyPassed } from "../testing/examine-bytes.ts";

const evil = pickle().proto(4).stackGlobal("os", "system").string("echo inert").tuple1().reduce().stop();
const text = Buffer.from("Weights of a small model.\n");
const fixture = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, "../../../formats/unpack/fixtures", name));

describe("packed files are unpacked and examined by what comes out", () => {
  it.each([
    ["gzip", gzipSync],
    ["zlib", deflateSync],
    ["zstd", zstdCompressSync],
  ])("%s", async (id, pack) => {
    const clean = await examineBytes(pack(text), "a.txt.gz");
    expect(clean).toMatchObject({ format: id, verdict: "clean" });
    expect(isClean(clean)).toBe(true);
    const unsafe = await examineBytes(pack(evil), "model.joblib");
    expect(unsafe).toMatchObject({ format: id, verdict: "unsafe" });
    expect(rulesOf(unsafe)).toContain("pickle/exec");
  });

  it.each([
    ["bz2", "content.bz2"],
    ["xz", "content.xz"],
    ["lzma", "content.lzma"],
    ["lz4", "content.lz4"],
    ["lz4", "content.legacy.lz4"],
  ])("%s (%s)", async (id, name) => {
    const report = await examineBytes(fixture(name), "model.bin");
    expect(report.format).toBe(id);
    expect(report.bytesExamined).toBe(report.bytes);
    expect(report.members.map(({ bytes }) => bytes)).toContain(77_253);
  });

  it("several streams in a row are one content, as their readers see it", async () => {
    const halves = Buffer.concat([gzipSync(evil.subarray(0, 9)), gzipSync(evil.subarray(9))]);
    expect(await examineBytes(halves)).toMatchObject({ verdict: "unsafe", bytesExamined: halves.length });
  });

  it("bytes behind the stream are not explained", async () => {
    const tail = Buffer.concat([gzipSync(text), evil]);
    expect(rulesOf(await examineBytes(tail))).toContain("artifact/unexplained-bytes");
  });

  it("a name in the header that leads out of the folder is told of", async () => {
    const packed = gzipSync(text);
    packed[3] = 8;
    const named = Buffer.concat([packed.subarray(0, 10), Buffer.from("../../x\0"), packed.subarray(10)]);
    expect(rulesOf(await examineBytes(named))).toEqual(["gzip/header-name"]);
  });

  it("layers beyond the limit are not followed, and not clean", async () => {
    let packed: Uint8Array = text;
    for (let i = 0; i < 12; i++) packed = gzipSync(packed);
    expect(await examineBytes(packed)).toMatchObject({ verdict: "incomplete" });
  });

  it("a bomb is unsafe, and stopped", async () => {
    const inner = gzipSync(Buffer.alloc(120_000_000));
    const report = await examineBytes(gzipSync(inner));
    expect(report.verdict).toBe("unsafe");
    expect(rulesOf(report)).toContain("artifact/expands-too-far");
  });

  it.each(["content.gz", "content.bz2", "content.xz", "content.lz4", "content.zst"])(
    "no damaged copy of %s passes with something unexplained",
    async (name) => {
      expect(await wronglyPassed(fixture(name), 17, 150)).toEqual([]);
    },
  );
});

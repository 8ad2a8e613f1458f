import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../contracts/index.ts";
import { memorySource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { mutantsOf } from "../testing/mutants.ts";
import { crc32c } from "../tfrecord/index.ts";
import { checkZarrChunk } from "./check-chunk.ts";
import { isZarrArray, readZarrArray, type ZarrArray } from "./metadata.ts";

const second = (more: Readonly<Record<string, JsonValue>> = {}): JsonValue => ({
  zarr_format: 2,
  shape: [5, 4],
  chunks: [2, 4],
  dtype: "<f4",
  compressor: null,
  filters: null,
  ...more,
});
const zstd = { name: "zstd", configuration: { level: 1, checksum: false } };
const index = [{ name: "bytes" }, { name: "crc32c" }];
const sharding = (more: Readonly<Record<string, JsonValue>> = {}): JsonValue => ({
  name: "sharding_indexed",
  configuration: { chunk_shape: [1, 4], codecs: [{ name: "bytes" }, zstd], index_codecs: index, ...more },
});
const third = (codecs: JsonValue, more: Readonly<Record<string, JsonValue>> = {}): JsonValue => ({
  zarr_format: 3,
  node_type: "array",
  shape: [5, 4],
  data_type: "float32",
  chunk_grid: { name: "regular", configuration: { chunk_shape: [2, 4] } },
  chunk_key_encoding: { name: "default" },
  codecs,
  ...more,
});
function arrayOf(document: JsonValue): ZarrArray {
  const reading = readZarrArray(document);
  if (reading.kind !== "array") throw new Error(reading.why);
  return reading.array;
}

describe("the description of an array", () => {
  it("says how many chunks there are, how large, and under which keys", () => {
    expect(arrayOf(second())).toMatchObject({ grid: [3, 1], chunkBytes: 32, codec: { packing: "none" } });
    expect(arrayOf(second()).key([1, 0])).toBe("1.0");
    expect(arrayOf(second({ dimension_separator: "/" })).key([1, 0])).toBe("1/0");
    expect(arrayOf(second({ shape: [], chunks: [], dtype: "bfloat16" })).key([])).toBe("0");
    expect(arrayOf(second({ dtype: "bfloat16", compressor: { id: "zstd" } }))).toMatchObject({
      chunkBytes: 16,
      codec: { packing: "zstd" },
    });
    const plain = arrayOf(third([{ name: "bytes" }, { name: "gzip" }]));
    expect([plain.key([1, 0]), plain.codec.packing]).toEqual(["c/1/0", "gzip"]);
    expect(arrayOf(third([sharding()])).codec.shard).toEqual({
      chunks: 2,
      bytes: 16,
      codec: { packing: "zstd" },
    });
  });

  it.each<readonly [string, JsonValue]>([
    ["objects", second({ dtype: "|O" })],
    ["objects", second({ dtype: "|O", filters: [{ id: "pickle" }] })],
    ["objects", second({ compressor: { id: "pickle" } })],
    ["unread", second({ compressor: { id: "blosc" } })],
    ["unread", second({ compressor: {} })],
    ["unread", second({ filters: [{ id: "delta" }] })],
    ["unread", second({ dtype: [["a", "<f4"]] })],
    ["unread", second({ shape: [1e300, 4] })],
    ["unread", second({ chunks: [0, 4] })],
    ["unread", second({ chunks: [4] })],
    ["unread", second({ shape: [-1, 4] })],
    ["unread", third([{ name: "blosc" }])],
    ["unread", third([{ name: "bytes" }, zstd, { name: "crc32c" }])],
    ["unread", third([sharding({ index_location: "start" })])],
    ["unread", third([sharding({ codecs: [sharding()] })])],
    ["unread", third([sharding({ chunk_shape: [3, 4] })])],
    ["unread", third([{ name: "bytes" }], { data_type: "string" })],
    ["unread", third([{ name: "bytes" }], { chunk_grid: { name: "ragged" } })],
    ["unread", third("none")],
  ])("is %s where chunks are not numbers that are read here: %#", (kind, document) => {
    expect(isZarrArray(document)).toBe(true);
    expect(readZarrArray(document).kind).toBe(kind);
  });
});

const chunk = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7));
const rows = [zstdCompressSync(chunk.subarray(0, 16)), zstdCompressSync(chunk.subarray(16))];
function shard(entries?: readonly (readonly [number | bigint, number | bigint])[]): Buffer {
  const [a = Buffer.of(), b = Buffer.of()] = rows;
  const table = Buffer.alloc(32);
  for (const [i, [at, size]] of (
    entries ?? [
      [0, a.length],
      [a.length, b.length],
    ]
  ).entries()) {
    table.writeBigUInt64LE(BigInt(at), 16 * i);
    table.writeBigUInt64LE(BigInt(size), 16 * i + 8);
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32c(table));
  return Buffer.concat([a, b, table, sum]);
}
const nothing = 0xffffffffffffffffn;

describe("a chunk", () => {
  const packed = arrayOf(second({ compressor: { id: "zstd" } }));
  const sharded = arrayOf(third([sharding()]));

  it("is as many bytes as its array says", async () => {
    expect(await checkZarrChunk(memorySource(chunk), arrayOf(second()))).toEqual([[0, 32]]);
    const bytes = zstdCompressSync(chunk);
    expect(await checkZarrChunk(memorySource(bytes), packed)).toEqual([[0, bytes.length]]);
    await checkZarrChunk(memorySource(gzipSync(chunk)), arrayOf(second({ compressor: { id: "gzip" } })));
  });

  it("of a shard is found by the index, and may be missing", async () => {
    const bytes = shard();
    const extents = await checkZarrChunk(memorySource(bytes), sharded);
    expect(extents.reduce((sum, [from, to]) => sum + to - from, 0)).toBe(bytes.length);
    const half = await checkZarrChunk(
      memorySource(
        shard([
          [0, rows[0]?.length ?? 0],
          [nothing, nothing],
        ]),
      ),
      sharded,
    );
    expect(half.length).toBe(2);
  });

  it.each<readonly [string, Uint8Array, ZarrArray]>([
    ["too short", chunk.subarray(1), arrayOf(second())],
    ["too much when unpacked", zstdCompressSync(Buffer.alloc(1_000_000)), packed],
    ["too little when unpacked", zstdCompressSync(chunk.subarray(1)), packed],
    ["with bytes behind it", Buffer.concat([zstdCompressSync(chunk), Buffer.of(1)]), packed],
    ["not packed", chunk, packed],
    ["a shard without an index", Buffer.alloc(8), sharded],
    ["a shard with a wrong checksum", Buffer.concat([shard().subarray(0, -1), Buffer.of(0)]), sharded],
    [
      "twice at one place",
      shard([
        [0, rows[0]?.length ?? 0],
        [0, rows[0]?.length ?? 0],
      ]),
      sharded,
    ],
    [
      "beyond its shard",
      shard([
        [0, nothing - 1n],
        [nothing, nothing],
      ]),
      sharded,
    ],
  ])("is refused: %s", async (_, bytes, array) => {
    await expect(checkZarrChunk(memorySource(bytes), array)).rejects.toThrow(FormatFault);
  });

  it("that is damaged is refused, or still what the array says", async () => {
    for (const [bytes, array] of [
      [zstdCompressSync(chunk), packed],
      [shard(), sharded],
    ] as const)
      for (const mutant of mutantsOf(bytes, 5))
        await checkZarrChunk(memorySource(mutant.bytes), array).catch((cause: unknown) => {
          expect(cause, mutant.how).toBeInstanceOf(FormatFault);
        });
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource, type ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { mutantsOf } from "../testing/mutants.ts";
import {
  bunzip2,
  gunzip,
  inflate,
  inflateZlib,
  Unpacking,
  unlz4,
  unlzmaAlone,
  unxz,
  unzstd,
  type Decoder,
} from "./index.ts";

type Unpack = (source: ByteSource, start: number, end: number) => Decoder;

// The same as in bench/artifacts/packed_fixtures.py, which wrote the fixtures with Python's own packers.
const lines = Array.from({ length: 300 }, (_, i) => `${(i * i) % 9973} weights of layer ${i % 17}\n`);
const content = Buffer.concat([Buffer.from(lines.join("")), Buffer.alloc(70_000), Buffer.from("end")]);

const fixtures: Readonly<Record<string, Unpack>> = {
  "content.gz": gunzip,
  "content.zlib": inflateZlib,
  "content.bz2": bunzip2,
  "content.small-blocks.bz2": bunzip2,
  "content.xz": unxz,
  "content.crc32.xz": unxz,
  "content.sha256.xz": unxz,
  "content.lc0-lp2-pb0.xz": unxz,
  "content.lzma": unlzmaAlone,
  "content.lz4": unlz4,
  "content.linked.lz4": unlz4,
  "content.legacy.lz4": unlz4,
  "content.zst": unzstd,
};
const read = (name: string): Buffer => readFileSync(join(import.meta.dirname, "fixtures", name));

async function unpack(decoder: Unpack, bytes: Uint8Array, most = Infinity) {
  const unpacking = new Unpacking(decoder(memorySource(bytes), 0, bytes.length));
  const chunks: Buffer[] = [];
  for await (const chunk of unpacking) {
    chunks.push(Buffer.from(chunk));
    if (unpacking.bytes > most) break;
  }
  return { out: Buffer.concat(chunks), end: unpacking.end };
}

describe.each(Object.entries(fixtures))("%s, written by Python", (name, decoder) => {
  const packed = read(name);

  it("unpacks to what was packed, and ends where the stream does", async () => {
    const { out, end } = await unpack(decoder, packed);
    expect(out.equals(content)).toBe(true);
    expect(end).toBe(packed.length);
  });

  it("leaves what lies behind the stream alone", async () => {
    if (name.includes("legacy")) return;
    const { out, end } = await unpack(decoder, Buffer.concat([packed, Buffer.from("\0\0\0\0behind it")]));
    expect(out.equals(content)).toBe(true);
    expect(end).toBe(packed.length);
  });

  it("a damaged copy is a fault, or nothing that came out is said to be right that is not", async () => {
    const checked = !/deflate|lzma$|legacy/.test(name);
    for (const { bytes, how } of mutantsOf(packed, 5)) {
      try {
        const { out, end } = await unpack(decoder, bytes, 4_000_000);
        // What has a checksum cannot come out otherwise than it was packed; of several streams fewer may be left.
        if (checked && end === bytes.length && out.length > 0 && !out.equals(content))
          expect(how).toBe("noticed");
      } catch (cause) {
        if (!(cause instanceof FormatFault)) throw new Error(how, { cause });
      }
    }
  });
});

describe("what Node packs comes out again", () => {
  const pairs: Readonly<Record<string, readonly [(bytes: Uint8Array) => Buffer, Unpack]>> = {
    deflate: [deflateRawSync, inflate],
    zlib: [deflateSync, inflateZlib],
    gzip: [gzipSync, gunzip],
    zstd: [zstdCompressSync, unzstd],
  };
  it.each(Object.entries(pairs))("%s", async (_, [pack, decoder]) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.nat(60), async (bytes, times) => {
        const whole = Buffer.concat(Array.from({ length: times }, () => bytes));
        const { out } = await unpack(decoder, pack(whole));
        expect(out.equals(whole)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("also more than one window, and what cannot be packed", async () => {
    let state = 1;
    const noise = Uint8Array.from({ length: 700_000 }, () => (state = (state * 48271) % 2147483647) >> 8);
    for (const [pack, decoder] of Object.values(pairs)) {
      const { out, end } = await unpack(decoder, pack(noise));
      expect(out.equals(noise)).toBe(true);
      expect(end).toBe(pack(noise).length);
    }
  });
});

describe("hostile streams", () => {
  it("a hundred thousand of next to nothing in a row are read one after the other", async () => {
    const one = gzipSync(Buffer.from("x"));
    const many = Buffer.concat(Array.from({ length: 100_000 }, () => one));
    const source = memorySource(many);
    let at = 0;
    let bytes = 0;
    while (at < many.length) {
      const unpacking = new Unpacking(gunzip(source, at, many.length));
      for await (const chunk of unpacking) bytes += chunk.length;
      at = unpacking.end ?? Infinity;
    }
    expect([at, bytes]).toEqual([many.length, 100_000]);
  });

  const decoders = [...new Set(Object.values(fixtures)), inflate];
  it("arbitrary bytes are a fault or nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...decoders),
        async (bytes, decoder) => {
          await unpack(decoder, bytes, 1_000_000).catch((cause: unknown) => {
            if (!(cause instanceof FormatFault)) throw cause;
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("a dictionary of a gigabyte is refused before it is made", async () => {
    const huge = read("content.lzma");
    huge.writeUInt32LE(1 << 30, 1);
    await expect(unpack(unlzmaAlone, huge)).rejects.toMatchObject({ kind: "too-large" });
  });
});

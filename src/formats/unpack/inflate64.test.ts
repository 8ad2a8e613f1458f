import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "../bytes/byte-source.ts";
import { mutantsOf } from "../testing/mutants.ts";
import { inflate64, Unpacking } from "./index.ts";

async function unpacked(bytes: Uint8Array, most = Infinity): Promise<readonly [Buffer, number | undefined]> {
  const unpacking = new Unpacking(inflate64(memorySource(bytes), 0, bytes.length));
  const chunks: Buffer[] = [];
  for await (const chunk of unpacking) {
    chunks.push(Buffer.from(chunk));
    if (unpacking.bytes > most) break;
  }
  return [Buffer.concat(chunks), unpacking.end];
}

// The same as in bench/artifacts/packed_fixtures.py: text, and itself again behind more than 32 KiB.
const lines = Array.from({ length: 300 }, (_, i) => `${(i * i) % 9973} weights of layer ${i % 17}\n`);
const text = Buffer.from(lines.join(""));
const content = Buffer.concat([text, Buffer.alloc(45_000), text, Buffer.alloc(70_000), Buffer.from("end")]);
const fixture = readFileSync(join(import.meta.dirname, "fixtures/far.deflate64"));

describe("Deflate64", () => {
  it("reads what its own packer wrote: far and long matches", async () => {
    const [out, end] = await unpacked(Buffer.concat([fixture, Buffer.from("behind")]));
    expect(out.equals(content)).toBe(true);
    expect(end).toBe(fixture.length);
  });

  it("reads deflate, of which it differs in the longest matches only", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        fc.constantFrom(constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_DEFAULT_STRATEGY),
        fc.constantFrom(0, 1, 9),
        async (bytes, strategy, level) => {
          const packed = deflateRawSync(bytes, { strategy, level });
          const [out, end] = await unpacked(packed);
          expect(out.equals(bytes)).toBe(true);
          expect(end).toBe(packed.length);
        },
      ),
    );
  });

  it("goes over the edges of its window", async () => {
    let x = 1;
    const noise = Buffer.from(
      Array.from(
        { length: 900_000 },
        () => ((x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff) >> 16) & 63,
      ),
    );
    const [out] = await unpacked(deflateRawSync(noise, { strategy: constants.Z_HUFFMAN_ONLY }));
    expect(out.equals(noise)).toBe(true);
  });

  it("damage ends in bytes or in a fault, never otherwise", async () => {
    for (const { bytes, how } of mutantsOf(fixture, 71)) {
      const result = await unpacked(bytes, 10_000_000).catch((cause: unknown) => cause);
      if (!Array.isArray(result)) expect(result, how).toMatchObject({ name: "FormatFault" });
    }
  });
});

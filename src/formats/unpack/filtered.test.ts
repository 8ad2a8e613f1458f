import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "../bytes/byte-source.ts";
import { mutantsOf } from "../testing/mutants.ts";
import { filtered, unxz, Unpacking, type Decoder, type PackFilter } from "./index.ts";

// The same as in bench/artifacts/packed_fixtures.py, which wrote the fixtures with liblzma.
const marks = Buffer.from("e8e900ffeb48407ff0f8949001c0", "hex");
let x = 1;
const code = Buffer.from(
  Array.from({ length: 2800 }, () => {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    return (x >> 8) % 2 === 1 ? (marks[(x >> 16) % 14] ?? 0) : (x >> 16) & 255;
  }),
);

async function outOf(decoder: Decoder): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of new Unpacking(decoder)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
async function* inPieces(bytes: Uint8Array, size: number): Decoder {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  return bytes.length;
}
const read = (name: string): Buffer => readFileSync(join(import.meta.dirname, "fixtures", name));

describe("filters before LZMA2", () => {
  it.each(["x86", "arm", "thumb", "powerpc", "sparc", "delta", "arm64"])(
    "code.%s.xz comes out as it went in",
    async (name) => {
      const packed = read(`code.${name}.xz`);
      expect((await outOf(unxz(memorySource(packed), 0, packed.length))).equals(code)).toBe(true);
    },
  );

  const filters: readonly PackFilter[] = [
    { kind: "delta", distance: 3 },
    ...(["x86", "arm", "thumb", "arm64", "powerPc", "sparc"] as const).map((kind) => ({ kind, start: 0 })),
  ];
  it.each(filters)("$kind does the same however the bytes are cut, and changes some", async (filter) => {
    const whole = await outOf(filtered(inPieces(code, code.length), filter));
    expect(whole.length).toBe(code.length);
    expect(whole.equals(code)).toBe(false);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (size) => {
        expect((await outOf(filtered(inPieces(code, size), filter))).equals(whole)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("damage is told of by the checks, or by a fault", async () => {
    const packed = read("code.x86.xz");
    for (const { bytes, how } of mutantsOf(packed, 61)) {
      const out = await outOf(unxz(memorySource(bytes), 0, bytes.length)).catch((cause: unknown) => cause);
      if (Buffer.isBuffer(out)) expect(out.equals(code), how).toBe(true);
      else expect(out, how).toMatchObject({ name: "FormatFault" });
    }
  });
});

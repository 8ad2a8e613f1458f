import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../formats/index.ts";
import { Blake3 } from "./blake3.ts";
import { hashSource } from "./hash-source.ts";
import { hashTypeOf } from "./hash-type.ts";

const counting = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => i % 251);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** From the test vectors of the BLAKE3 team: bytes counting from 0 to 250 and over again. */
const vectors: readonly (readonly [number, string])[] = [
  [0, "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"],
  [1, "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"],
  [1023, "10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11"],
  [1024, "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7"],
  [1025, "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444"],
  [2048, "e776b6028c7cd22a4d0ba182a8bf62205d2ef576467e838ed6f2529b85fba24a"],
  [3073, "7124b49501012f81cc7f11ca069ec9226cecb8a2c850cfe644e327d22d3e1cd3"],
  [5121, "628bd2cb2004694adaab7bbd778a25df25c47b9d4155a55f8fbd79f2fe154cff"],
  [31744, "62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47"],
  [102400, "bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085"],
];

describe("the hashes that signatures of models name", () => {
  it.each(vectors)("BLAKE3 of %i bytes is that of the specification", (length, digest) => {
    expect(hex(new Blake3().update(counting(length)).digest())).toBe(digest);
  });

  it("BLAKE3 does not depend on how the bytes are cut into pieces", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6000 }), fc.array(fc.nat(2000)), (bytes, cuts) => {
        const hash = new Blake3();
        let from = 0;
        for (const cut of cuts) {
          hash.update(bytes.subarray(from, from + cut));
          from = Math.min(bytes.length, from + cut);
        }
        hash.update(bytes.subarray(from));
        expect(hex(hash.digest())).toBe(hex(new Blake3().update(bytes).digest()));
      }),
    );
  });

  it("blake2 means BLAKE2b with 64 bytes, under both of its names", async () => {
    const bytes = counting(5000);
    expect(hashTypeOf("blake2")).toBe("blake2b");
    expect(await hashSource(memorySource(bytes), "blake2b")).toBe(
      createHash("blake2b512").update(bytes).digest("hex"),
    );
    expect(hashTypeOf("md5")).toBeUndefined();
  });

  it("a part of a source has the digest of its bytes", async () => {
    const bytes = counting(5000);
    expect(await hashSource(memorySource(bytes), "sha256", { start: 10, end: 4000 })).toBe(
      createHash("sha256").update(bytes.subarray(10, 4000)).digest("hex"),
    );
  });
});

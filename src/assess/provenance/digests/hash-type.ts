import { createHash } from "node:crypto";
import { Blake3 } from "./blake3.ts";

/**
 * The hashes that signatures of models name. `blake2b` is BLAKE2b with 64 bytes, which the reference
 * implementation writes for what its options call `blake2`; both names are read.
 */
export const hashTypes = ["sha256", "blake2b", "blake3"] as const;
export type HashType = (typeof hashTypes)[number];

export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hex. */
  digest(): string;
}

/** The hash of that name, or undefined where there is none here. */
export function hashTypeOf(name: string): HashType | undefined {
  return name === "blake2" ? "blake2b" : hashTypes.find((type) => type === name);
}

export const digestBytes: Readonly<Record<HashType, number>> = { sha256: 32, blake2b: 64, blake3: 32 };

export function hasherOf(type: HashType): Hasher {
  if (type === "blake3") {
    const hash = new Blake3();
    return {
      update: (bytes) => void hash.update(bytes),
      digest: () => Buffer.from(hash.digest()).toString("hex"),
    };
  }
  const hash = createHash(type === "blake2b" ? "blake2b512" : "sha256");
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest("hex") };
}

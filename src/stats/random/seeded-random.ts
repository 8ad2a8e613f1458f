import { createHash } from "node:crypto";
import type { RandomSource } from "../../contracts/index.ts";
import { xoshiro128 } from "./xoshiro128.ts";

const twoTo32 = 0x1_0000_0000;
const twoTo53 = 0x20_0000_0000_0000;

/**
 * Seeded randomness: the state of xoshiro128** is the first 128 bits of the SHA-256 of the seed, so that
 * seeds that differ in one character give unrelated streams. The same seed gives the same draws everywhere.
 *
 * A derived stream has the seed `<seed>/<name>` (`/` and `%` inside a name are escaped), so that any stream
 * can be made again from the seed that stands in the evidence. Not for keys or tokens.
 *
 * @example
 * const random = seededRandom("nightly-7");
 * random.derive("order").integer(10); // equals seededRandom("nightly-7/order").integer(10)
 */
export function seededRandom(seed: string): RandomSource {
  const next32 = xoshiro128(stateOf(seed));
  const next53 = (): number => (next32() >>> 5) * 0x400_0000 + (next32() >>> 6);
  return {
    seed,
    next: () => next53() / twoTo53,
    integer: (bound) => below(bound, next32, next53),
    derive: (name) => seededRandom(`${seed}/${escapeName(name)}`),
  };
}

function stateOf(seed: string): [number, number, number, number] {
  const digest = createHash("sha256").update(`bartizan.random/v1\n${seed}`).digest();
  const word = (at: number): number => digest.readUInt32LE(at);
  // A state of four zeros would stay there; it has probability 2^-128, and costs nothing to rule out.
  return [word(0), word(4), word(8), word(12) === 0 ? 1 : word(12)];
}

/** Rejects the draws that would favour the small numbers, so every value is exactly equally likely. */
function below(bound: number, next32: () => number, next53: () => number): number {
  if (!Number.isSafeInteger(bound) || bound < 1) {
    throw new RangeError(`the bound must be a positive safe integer, not ${bound}`);
  }
  const [range, draw] = bound <= twoTo32 ? [twoTo32, next32] : [twoTo53, next53];
  const usable = range - (range % bound);
  let value = draw();
  while (value >= usable) value = draw();
  return value % bound;
}

const escapeName = (name: string): string => name.replaceAll("%", "%25").replaceAll("/", "%2F");

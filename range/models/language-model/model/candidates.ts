import type { Cache, Network } from "./network.ts";
import { logProbabilities } from "./sampling.ts";

/** Rows that are computed at once; what is read so far is kept for so many at each letter. */
const batch = 250;

interface Space {
  readonly before: readonly number[];
  readonly letters: readonly number[];
  readonly length: number;
  /** Characters that the model tells apart. */
  readonly characters: number;
}

/** A group of beginnings: where each stands among those of its length, and its bits so far. */
interface Beginnings {
  readonly places: readonly number[];
  readonly bits: readonly number[];
  readonly logits: Float32Array;
  readonly cache: Cache;
  /** Characters that `logits` speaks of in each row. */
  readonly width: number;
}

/**
 * −log₂ of the probability of all strings of some letters behind a text, in the order of the alphabet. Beginnings that
 * candidates share are computed once, and depth first, so that memory does not grow with the number of candidates.
 */
export async function candidateBits(network: Network, space: Space): Promise<Float64Array> {
  const { before, letters, length } = space;
  const bits = new Float64Array(letters.length ** length);
  const visit = async (group: Beginnings, depth: number): Promise<void> => {
    const next = group.places.flatMap((place, row) => {
      const last = (row + 1) * group.width - 1;
      const logs = logProbabilities(group.logits, last, space.characters);
      return letters.map((letter, i) => ({
        row,
        letter,
        place: place * letters.length + i,
        bits: (group.bits[row] ?? 0) - (logs[letter] ?? 0) / Math.LN2,
      }));
    });
    if (depth + 1 === length) {
      for (const candidate of next) bits[candidate.place] = candidate.bits;
      return;
    }
    for (let from = 0; from < next.length; from += batch) {
      const part = next.slice(from, from + batch);
      const cache = network.pick(
        group.cache,
        part.map(({ row }) => row),
      );
      const step = await network.step(
        part.map(({ letter }) => [letter]),
        cache,
      );
      await visit(
        { places: part.map(({ place }) => place), bits: part.map((one) => one.bits), ...step, width: 1 },
        depth + 1,
      );
    }
  };
  const first = await network.step([before], network.empty(1));
  await visit({ places: [0], bits: [0], ...first, width: before.length }, 0);
  return bits;
}

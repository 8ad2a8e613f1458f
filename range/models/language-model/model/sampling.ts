import type { RandomSource } from "../../../../src/contracts/index.ts";

export interface Sampling {
  /** 0, the default: always the likeliest. */
  readonly temperature?: number;
  /** Only so many of the likeliest are drawn from; all by default. */
  readonly topK?: number;
}

/** Natural logarithms of the probabilities of each character at one place. */
export function logProbabilities(logits: Float32Array, place: number, count: number): Float64Array {
  const row = Float64Array.from(logits.subarray(place * count, (place + 1) * count));
  let most = -Infinity;
  for (const value of row) most = Math.max(most, value);
  let sum = 0;
  for (const value of row) sum += Math.exp(value - most);
  const log = most + Math.log(sum);
  return row.map((value) => value - log);
}

/** The numbers of the likeliest, the likeliest first. */
export function likeliest(logs: Float64Array, count: number): number[] {
  return Array.from(logs, (_, i) => i)
    .toSorted((a, b) => (logs[b] ?? 0) - (logs[a] ?? 0) || a - b)
    .slice(0, count);
}

/** Chooses a character. @throws RangeError for a temperature below 0 or a topK below 1 */
export function choose(
  logs: Float64Array,
  { temperature = 0, topK = logs.length }: Sampling,
  random: RandomSource,
): number {
  if (!(temperature >= 0)) throw new RangeError(`a temperature is 0 or more, not ${temperature}`);
  if (!Number.isSafeInteger(topK) || topK < 1) throw new RangeError(`topK is 1 or more, not ${topK}`);
  const among = likeliest(logs, temperature === 0 ? 1 : topK);
  const [first = 0] = among;
  if (temperature === 0) return first;
  // Less the likeliest one's, so that a low temperature does not underflow.
  const weights = among.map((i) => Math.exp(((logs[i] ?? 0) - (logs[first] ?? 0)) / temperature));
  let rest = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [place, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return among[place] ?? first;
  }
  return first;
}

/** Natural logarithms of what was seen, to two decimals, oldest first. */
export type History = readonly number[];

export interface SpikeTest {
  /** False alarms in a thousand values; see `judge`. */
  readonly perThousand: number;
  /** Values before there is any alarm. */
  readonly warmUp: number;
  /** The least spread, in natural logarithms, for histories that hardly vary. */
  readonly leastSpread: number;
}

const mostKept = 96;

/** Where values begin to be spikes, and how far the history spreads; in natural logarithms. */
export interface Fence {
  readonly at: number;
  readonly spread: number;
}

/**
 * The fence of a history: `k` spreads above its upper quartile. The spread is the distance from the median to
 * the upper quartile of the logarithms. With a tail like Pareto's each spread halves what lies beyond, whatever
 * the tail's index: beyond the quartile and k spreads lie 0.25 / 2^k. So k = log2(250 / perThousand) holds the
 * rate for every tail no heavier than Pareto's, and far below it for log-normal values; a robust form of
 * Tukey's fences. What estimating from a short history adds is measured in `usage-spikes.test.ts`.
 *
 * Infinite before there is enough history.
 */
export function fenceOf(history: History, { perThousand, warmUp, leastSpread }: SpikeTest): Fence {
  if (history.length < warmUp) return { at: Infinity, spread: leastSpread };
  const sorted = Float64Array.from(history).sort();
  const upper = quantile(sorted, 0.75);
  const spread = Math.max(leastSpread, upper - quantile(sorted, 0.5));
  return { at: upper + Math.log2(250 / perThousand) * spread, spread };
}

/** How many spreads a value lies beyond the fence; 0 when it does not. */
export const beyond = ({ at, spread }: Fence, value: number): number =>
  Math.max(0, (logOf(value) - at) / spread);

/** The history with one value more. What lies beyond the fence is taken in as the fence: no spike teaches the history spikes. */
export const remember = (history: History, value: number, { at }: Fence): History =>
  [...history, Math.round(Math.min(logOf(value), at) * 100) / 100].slice(-mostKept);

const logOf = (value: number): number => Math.log(Math.max(value, 1));

function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? 0;
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? low) - low);
}

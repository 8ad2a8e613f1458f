import type { RandomSource } from "../../contracts/index.ts";
import { permutation } from "../random/permutation.ts";

/** A point as a vector whose dot products are about the Gaussian kernel of the points. */
export interface KernelFeatures {
  /** Length of the vectors: two for each frequency. */
  readonly size: number;
  /** @param point as many numbers as the features have `dimensions`; missing ones are 0 */
  embed(point: readonly number[]): Float64Array;
}

/**
 * Random Fourier features (Rahimi and Recht 2007) of the kernel exp(−‖x − y‖² / 2·bandwidth²). With them the maximum mean
 * discrepancy of two samples is the distance of two averages: linear in time, and what is kept of a sample is
 * its average alone. Their kernel is that of the points within about 1 / √frequencies.
 *
 * The same `random` gives the same features.
 *
 * @throws RangeError unless the bandwidth is above 0 and there is at least one dimension and frequency
 */
export function kernelFeatures({
  dimensions,
  bandwidth,
  frequencies,
  random,
}: {
  readonly dimensions: number;
  readonly bandwidth: number;
  readonly frequencies: number;
  readonly random: RandomSource;
}): KernelFeatures {
  if (!(bandwidth > 0) || dimensions < 1 || frequencies < 1)
    throw new RangeError("kernel features need a bandwidth above 0, a dimension and a frequency");
  const directions = Float64Array.from(
    { length: frequencies * dimensions },
    () => normal(random) / bandwidth,
  );
  const scale = 1 / Math.sqrt(frequencies);
  return {
    size: 2 * frequencies,
    embed(point) {
      const vector = new Float64Array(2 * frequencies);
      for (let k = 0; k < frequencies; k++) {
        let angle = 0;
        for (let i = 0; i < dimensions; i++) angle += (directions[k * dimensions + i] ?? 0) * (point[i] ?? 0);
        vector[2 * k] = scale * Math.cos(angle);
        vector[2 * k + 1] = scale * Math.sin(angle);
      }
      return vector;
    },
  };
}

/** A standard normal value (Box and Muller). */
const normal = (random: RandomSource): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/**
 * The median distance of points, the usual bandwidth of a Gaussian kernel (Gretton et al. 2012, section 8), from
 * `pairs` pairs drawn at random; the least positive distance where most points are the same, 1 where all are.
 */
export function medianDistance(
  points: readonly (readonly number[])[],
  random: RandomSource,
  pairs = 2000,
): number {
  if (points.length < 2) return 1;
  const distances = Float64Array.from({ length: pairs }, () => {
    const a = random.integer(points.length);
    const b = (a + 1 + random.integer(points.length - 1)) % points.length;
    const [x = [], y = []] = [points[a], points[b]];
    return Math.sqrt(x.reduce((sum, value, i) => sum + (value - (y[i] ?? 0)) ** 2, 0));
  }).sort();
  return distances[Math.floor(pairs / 2)] || (distances.find((distance) => distance > 0) ?? 1);
}

/** The average of vectors of one length. */
export function averageOf(vectors: readonly Float64Array[], size: number): Float64Array {
  const average = new Float64Array(size);
  for (const vector of vectors)
    for (let i = 0; i < size; i++) average[i] = (average[i] ?? 0) + (vector[i] ?? 0) / vectors.length;
  return average;
}

/**
 * The squared maximum mean discrepancy (Gretton, Borgwardt, Rasch, Schölkopf, Smola 2012) of two samples, from
 * the averages of their kernel features. The biased estimate: never negative, and larger for small samples, so
 * that it is held against `discrepanciesByChance` of the same sizes.
 */
export function meanDiscrepancy(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return sum;
}

/**
 * What chance alone makes of the discrepancy: of `window` vectors drawn from a sample without putting back, held
 * against the rest, `rounds` times. In rising order.
 *
 * @throws RangeError unless the sample has more vectors than the window
 */
export function discrepanciesByChance({
  vectors,
  window,
  rounds,
  random,
}: {
  readonly vectors: readonly Float64Array[];
  readonly window: number;
  readonly rounds: number;
  readonly random: RandomSource;
}): number[] {
  const [first] = vectors;
  if (first === undefined || window < 1 || vectors.length <= window)
    throw new RangeError("the sample needs more vectors than the window");
  const size = first.length;
  const all = averageOf(vectors, size);
  const left = vectors.length - window;
  return Array.from({ length: rounds }, () => {
    const drawn = permutation(vectors.length, random)
      .slice(0, window)
      .map((i) => vectors[i] ?? first);
    const average = averageOf(drawn, size);
    const rest = all.map((value, i) => (value * vectors.length - (average[i] ?? 0) * window) / left);
    return meanDiscrepancy(average, rest);
  }).sort((a, b) => a - b);
}

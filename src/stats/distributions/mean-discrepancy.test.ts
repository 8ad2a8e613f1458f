import { describe, expect, it } from "vitest";
import { seededRandom } from "../random/seeded-random.ts";
import {
  averageOf,
  discrepanciesByChance,
  kernelFeatures,
  meanDiscrepancy,
  medianDistance,
} from "./mean-discrepancy.ts";

type Point = readonly number[];
const cloud = (seed: string, count: number, at = 0, width = 1): Point[] => {
  const random = seededRandom(seed);
  const value = (): number =>
    at + width * Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Array.from({ length: count }, () => [value(), value(), value()]);
};
const distance = (a: Point, b: Point): number => Math.hypot(...a.map((value, i) => value - (b[i] ?? 0)));

/** The definition: averages of the kernel over all pairs. */
function naive(xs: readonly Point[], ys: readonly Point[], kernel: (a: Point, b: Point) => number): number {
  const mean = (one: readonly Point[], other: readonly Point[]): number =>
    one.reduce((sum, a) => sum + other.reduce((part, b) => part + kernel(a, b), 0), 0) /
    one.length /
    other.length;
  return mean(xs, xs) + mean(ys, ys) - 2 * mean(xs, ys);
}

const bandwidth = 1.7;
const featuresOf = (frequencies: number, seed = "features") =>
  kernelFeatures({ dimensions: 3, bandwidth, frequencies, random: seededRandom(seed) });
const discrepancy = (
  features: ReturnType<typeof featuresOf>,
  xs: readonly Point[],
  ys: readonly Point[],
): number => {
  const average = (points: readonly Point[]) =>
    averageOf(
      points.map((point) => features.embed(point)),
      features.size,
    );
  return meanDiscrepancy(average(xs), average(ys));
};

describe("the mean discrepancy", () => {
  const [xs, ys] = [cloud("x", 60), cloud("y", 40, 0.5, 1.4)];

  it("is the one over all pairs, for the kernel of its features", () => {
    const features = featuresOf(50);
    const kernel = (a: Point, b: Point): number => {
      const other = features.embed(b);
      return features.embed(a).reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0);
    };
    expect(discrepancy(features, xs, ys)).toBeCloseTo(naive(xs, ys, kernel), 12);
    expect(kernel([1, 2, 3], [1, 2, 3])).toBeCloseTo(1, 12);
  });

  it("comes near the Gaussian kernel's with many frequencies", () => {
    const gaussian = (a: Point, b: Point): number => Math.exp(-(distance(a, b) ** 2) / (2 * bandwidth ** 2));
    expect(discrepancy(featuresOf(20_000), xs, ys)).toBeCloseTo(naive(xs, ys, gaussian), 2);
    expect(naive(xs, ys, gaussian)).toBeGreaterThan(0.05);
  });

  it("of fresh windows of the same kind exceeds the 95th percentile of chance five times in a hundred", () => {
    const features = featuresOf(64);
    const embedded = (points: readonly Point[]) => points.map((point) => features.embed(point));
    const vectors = embedded(cloud("reference", 2000));
    const chance = discrepanciesByChance({
      vectors,
      window: 64,
      rounds: 400,
      random: seededRandom("chance"),
    });
    const limit = chance[379] ?? 0;
    const reference = averageOf(vectors, features.size);
    const over = (kind: string, at: number, width: number): number =>
      Array.from({ length: 400 }, (_, i) =>
        meanDiscrepancy(averageOf(embedded(cloud(`${kind} ${i}`, 64, at, width)), features.size), reference),
      ).filter((value) => value > limit).length;
    expect(over("same", 0, 1)).toBeGreaterThan(6);
    expect(over("same", 0, 1)).toBeLessThan(40);
    expect(over("moved", 0.4, 1)).toBeGreaterThan(380);
    expect(over("wider", 0, 1.6)).toBeGreaterThan(380);
  });

  it("has the median distance of all pairs for its bandwidth, about", () => {
    const all = xs.flatMap((a, i) => xs.slice(i + 1).map((b) => distance(a, b))).sort((a, b) => a - b);
    expect(medianDistance(xs, seededRandom("pairs")) / (all[all.length >> 1] ?? 0)).toBeCloseTo(1, 1);
    expect(medianDistance([[1], [1], [1]], seededRandom("pairs"))).toBe(1);
  });

  it("asks for a bandwidth, and for more vectors than the window", () => {
    const random = seededRandom("r");
    expect(() => kernelFeatures({ dimensions: 1, bandwidth: 0, frequencies: 1, random })).toThrow(RangeError);
    expect(() => discrepanciesByChance({ vectors: [], window: 1, rounds: 1, random })).toThrow(RangeError);
  });
});

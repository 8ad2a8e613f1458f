import {
  averageOf,
  discrepanciesByChance,
  kernelFeatures,
  medianDistance,
  permutation,
  seededRandom,
  type KernelFeatures,
} from "../../stats/index.ts";
import { noDistances, takeRow } from "./least-distances.ts";

/** What streams of a model's inputs look like. Holds averages and limits, no row. */
export type StreamShape = {
  /** Length of the rows' points. */
  readonly dimensions: number;
  readonly bandwidth: number;
  /** The average of the reference's kernel features. */
  readonly average: readonly number[];
  /** The mean discrepancy that one window of the reference in a thousand exceeds. */
  readonly discrepancy: number;
  /** The least normality of distances that streams of the reference's rows came to. */
  readonly normality: number;
};

/** Rows of a window that is held against the reference. */
export const streamWindow = 64;
export const streamFrequencies = 64;
export const leastStreamRows = 256;
const mostRows = 4096;
const rounds = 1000;
const streams = 100;
const streamLength = 250;

/** The features that the averages of a profile are in: they come from its numbers alone. */
export const streamFeatures = ({ dimensions, bandwidth }: StreamShape): KernelFeatures =>
  kernelFeatures({
    dimensions,
    bandwidth,
    frequencies: streamFrequencies,
    random: seededRandom("feature stream"),
  });

/**
 * Learns from points of a reference, in whatever order, what chance alone makes of windows and distances: windows
 * and streams are drawn from it in seeded permutations.
 */
export function streamShape(points: readonly (readonly number[])[]): StreamShape | undefined {
  if (points.length < leastStreamRows) return undefined;
  const random = seededRandom("feature stream of a reference");
  const drawn = permutation(points.length, random)
    .slice(0, mostRows)
    .map((i) => points[i] ?? []);
  const plain = { dimensions: drawn[0]?.length ?? 0, bandwidth: round(medianDistance(drawn, random)) };
  if (plain.dimensions === 0) return undefined;
  const features = streamFeatures({ ...plain, average: [], discrepancy: 0, normality: 0 });
  const vectors = drawn.map((point) => features.embed(point));
  const chance = discrepanciesByChance({ vectors, window: streamWindow, rounds, random });
  let normality = 1;
  for (let i = 0; i < streams; i++) {
    let memory = noDistances;
    for (const at of permutation(drawn.length, random).slice(0, streamLength)) {
      const [next, seen = 1] = takeRow(memory, drawn[at] ?? [], 0);
      memory = next;
      normality = Math.min(normality, seen);
    }
  }
  return {
    ...plain,
    average: [...averageOf(vectors, features.size)].map(round),
    discrepancy: round(chance[Math.ceil(0.999 * rounds) - 1] ?? 0),
    normality: round(normality),
  };
}

const round = (value: number): number => Number(value.toPrecision(6));

import type { Rows } from "../../contracts/index.ts";

/** Rows whose features are numbers of bins, so that a split looks at a few edges instead of every value. */
export interface BinnedRows {
  readonly count: number;
  readonly width: number;
  readonly bins: Uint8Array;
}

/** Edges by feature: value x lies in the bin of so many edges that are below it. */
export interface Binning {
  readonly edges: readonly Float64Array[];
}

/**
 * At most `most` bins a feature, with about as many of these rows in each. A feature of few values has a bin for each: a
 * yes-or-no would otherwise be cut only where its step happens to lie on an edge of equal shares.
 */
export function binningOf({ count, width, data }: Rows, most = 32): Binning {
  const edges = Array.from({ length: width }, (_, feature) => {
    const values = Float64Array.from({ length: count }, (__, row) => data[row * width + feature] ?? 0).sort();
    const steps = stepsOf(values);
    if (steps.length < most) return Float64Array.from(steps, (at) => edgeAt(values, at));
    const cuts = new Set<number>();
    let next = 0;
    for (let bin = 1; bin < most; bin++) {
      const wanted = Math.floor((bin * count) / most);
      while (next < steps.length - 1 && (steps[next] ?? 0) < wanted) next += 1;
      cuts.add(edgeAt(values, steps[next] ?? 0));
    }
    return Float64Array.from(cuts).sort();
  });
  return { edges };
}

/** Where sorted values step up: places whose value is larger than the one before. */
function stepsOf(sorted: Float64Array): readonly number[] {
  const steps: number[] = [];
  for (let at = 1; at < sorted.length; at++) if ((sorted[at - 1] ?? 0) < (sorted[at] ?? 0)) steps.push(at);
  return steps;
}

const edgeAt = (sorted: Float64Array, at: number): number => ((sorted[at - 1] ?? 0) + (sorted[at] ?? 0)) / 2;

export function binRows({ count, width, data }: Rows, { edges }: Binning): BinnedRows {
  const bins = new Uint8Array(count * width);
  for (let i = 0; i < bins.length; i++) {
    const cuts = edges[i % width] ?? new Float64Array();
    const value = data[i] ?? 0;
    let bin = 0;
    while (bin < cuts.length && value > (cuts[bin] ?? Infinity)) bin += 1;
    bins[i] = bin;
  }
  return { count, width, bins };
}

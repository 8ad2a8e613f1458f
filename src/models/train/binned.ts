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

/** At most `most` bins a feature, with about as many of these rows in each. */
export function binningOf({ count, width, data }: Rows, most = 32): Binning {
  const edges = Array.from({ length: width }, (_, feature) => {
    const values = Float64Array.from({ length: count }, (__, row) => data[row * width + feature] ?? 0).sort();
    const cuts = new Set<number>();
    for (let bin = 1; bin < most; bin++) {
      const at = Math.floor((bin * count) / most);
      const [left, right] = [values[at - 1], values[at]];
      if (left !== undefined && right !== undefined && left < right) cuts.add((left + right) / 2);
    }
    return Float64Array.from(cuts).sort();
  });
  return { edges };
}

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

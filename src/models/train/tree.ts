import type { BinnedRows } from "./binned.ts";

/** A tree over binned rows: go left where the bin of `feature` is at most `bin`. */
export type TreeNode =
  | { readonly feature: number; readonly bin: number; readonly left: TreeNode; readonly right: TreeNode }
  | { readonly values: Float64Array };

/** What a tree is grown for. Each row carries `size` numbers, which are summed in nodes. */
export interface Growth {
  readonly size: number;
  /** rows × size. */
  readonly amounts: Float64Array;
  /** How pure the sums are; a split is worth score(left) + score(right) − score(both). */
  readonly score: (sums: Float64Array) => number;
  /** What a leaf says. */
  readonly leaf: (sums: Float64Array) => Float64Array;
  readonly depth: number;
  /** Rows that each side of a split keeps at least. */
  readonly leastRows: number;
  /** Features that a node may look at. */
  readonly features: () => readonly number[];
}

/** Grows a tree from the top, greedily. */
export function growTree(data: BinnedRows, rows: readonly number[], growth: Growth, depth = 0): TreeNode {
  const sums = new Float64Array(growth.size);
  for (const row of rows)
    for (let k = 0; k < growth.size; k++)
      sums[k] = (sums[k] ?? 0) + (growth.amounts[row * growth.size + k] ?? 0);
  const best =
    depth < growth.depth && rows.length >= 2 * growth.leastRows
      ? bestSplit(data, rows, sums, growth)
      : undefined;
  if (best === undefined) return { values: growth.leaf(sums) };
  const { feature, bin } = best;
  const goesLeft = (row: number): boolean => (data.bins[row * data.width + feature] ?? 0) <= bin;
  return {
    feature,
    bin,
    left: growTree(data, rows.filter(goesLeft), growth, depth + 1),
    right: growTree(
      data,
      rows.filter((row) => !goesLeft(row)),
      growth,
      depth + 1,
    ),
  };
}

function bestSplit(
  data: BinnedRows,
  rows: readonly number[],
  total: Float64Array,
  { size, amounts, score, leastRows, features }: Growth,
): { readonly feature: number; readonly bin: number } | undefined {
  const whole = score(total);
  let best: { feature: number; bin: number; gain: number } | undefined;
  for (const feature of features()) {
    const sums = new Float64Array(256 * size);
    const counts = new Uint32Array(256);
    let top = 0;
    for (const row of rows) {
      const bin = data.bins[row * data.width + feature] ?? 0;
      counts[bin] = (counts[bin] ?? 0) + 1;
      top = Math.max(top, bin);
      for (let k = 0; k < size; k++)
        sums[bin * size + k] = (sums[bin * size + k] ?? 0) + (amounts[row * size + k] ?? 0);
    }
    const left = new Float64Array(size);
    let seen = 0;
    for (let bin = 0; bin < top; bin++) {
      seen += counts[bin] ?? 0;
      for (let k = 0; k < size; k++) left[k] = (left[k] ?? 0) + (sums[bin * size + k] ?? 0);
      if (seen < leastRows || rows.length - seen < leastRows || counts[bin] === 0) continue;
      const gain = score(left) + score(total.map((value, k) => value - (left[k] ?? 0))) - whole;
      if (gain > (best?.gain ?? 1e-9)) best = { feature, bin, gain };
    }
  }
  return best;
}

export function leafOf(tree: TreeNode, data: BinnedRows, row: number): Float64Array {
  let node = tree;
  while ("feature" in node)
    node = (data.bins[row * data.width + node.feature] ?? 0) <= node.bin ? node.left : node.right;
  return node.values;
}

import type { Tree, TreeEnsemble } from "./tree.ts";

/** Where rows end in one leaf: `low < x <= high` for every feature its path asked for, anything for the others. */
export interface LeafBox {
  /** Features in rising order. */
  readonly features: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** What the leaf adds, by output. */
  readonly values: Float64Array;
}

/** The leaves of every tree as boxes. Those that no row can reach are left out. Rows without missing values are meant. */
export function leafBoxes({ trees, outputs }: TreeEnsemble): readonly (readonly LeafBox[])[] {
  return trees.map((tree) => boxesOf(tree, outputs));
}

interface Bound {
  readonly low: number;
  readonly high: number;
}

function boxesOf(tree: Tree, outputs: number): LeafBox[] {
  const boxes: LeafBox[] = [];
  const open: { node: number; bounds: ReadonlyMap<number, Bound> }[] = [{ node: 0, bounds: new Map() }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, bounds } = next;
    const feature = tree.feature[node] ?? -1;
    if (feature < 0) {
      boxes.push(boxOf(bounds, tree.values.slice(node * outputs, (node + 1) * outputs)));
      continue;
    }
    const { low, high } = bounds.get(feature) ?? { low: -Infinity, high: Infinity };
    const threshold = tree.threshold[node] ?? 0;
    const cut = (part: Bound): ReadonlyMap<number, Bound> => new Map([...bounds, [feature, part]]);
    // The left one is taken first.
    if (threshold < high)
      open.push({ node: tree.right[node] ?? 0, bounds: cut({ low: Math.max(low, threshold), high }) });
    if (threshold > low)
      open.push({ node: tree.left[node] ?? 0, bounds: cut({ low, high: Math.min(high, threshold) }) });
  }
  return boxes;
}

function boxOf(bounds: ReadonlyMap<number, Bound>, values: Float64Array): LeafBox {
  const sorted = [...bounds].sort(([a], [b]) => a - b);
  return {
    features: Int32Array.from(sorted, ([feature]) => feature),
    low: Float64Array.from(sorted, ([, { low }]) => low),
    high: Float64Array.from(sorted, ([, { high }]) => high),
    values,
  };
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TreeEnsemble } from "../../../models/index.ts";
import type { Tree } from "../../../models/index.ts";

type Node =
  | readonly [value: number]
  | readonly [feature: number, threshold: number, left: number, right: number];

interface TreesFile {
  readonly trees: readonly (readonly Node[])[];
  readonly nearest: { readonly rows: readonly number[]; readonly linf: readonly number[] };
}

/** Trees of nodes written out: inner ones as `[feature, threshold, left, right]`, leaves as `[value]`. */
export const ensembleOf = (trees: readonly (readonly Node[])[], width: number): TreeEnsemble => ({
  kind: "classifier",
  trees: trees.map(treeOf),
  outputs: 1,
  base: new Float64Array(0),
  aggregate: "sum",
  post: "none",
  classes: [0, 1],
  cut: 0,
  precision: "float64",
  width,
});

function treeOf(nodes: readonly Node[]): Tree {
  const part = (at: (node: Node) => number): number[] => nodes.map(at);
  return {
    feature: Int32Array.from(part((node) => (node.length === 1 ? -1 : node[0]))),
    threshold: Float64Array.from(part((node) => node[1] ?? 0)),
    left: Int32Array.from(part((node) => node[2] ?? 0)),
    right: Int32Array.from(part((node) => node[3] ?? 0)),
    missingLeft: new Uint8Array(nodes.length),
    values: Float64Array.from(part((node) => (node.length === 1 ? node[0] : 0))),
  };
}

export interface TreeFixture {
  readonly ensemble: TreeEnsemble;
  /** Places of test rows of the breast-cancer fixture, and how near a mixed-integer program found another class. */
  readonly nearest: TreesFile["nearest"];
}

/** LightGBM on the breast-cancer rows: `small` is 20 trees of 8 leaves, `big` 100 of 16. */
export function treeFixture(name: "small" | "big"): TreeFixture {
  const path = join(import.meta.dirname, "../../../../fixtures/robustness/trees.json");
  // Safe: our own file, written beside its description.
  const file = JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<"small" | "big", TreesFile>>;
  return { ensemble: ensembleOf(file[name].trees, 30), nearest: file[name].nearest };
}

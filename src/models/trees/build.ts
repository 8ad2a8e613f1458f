import { modelsErrors } from "../errors.ts";
import { below } from "./rounding.ts";
import type { Tree } from "./tree.ts";

export type Comparison = "<=" | "<" | ">=" | ">";

/** A node as a file says it, before trees are told apart. Children are indices into the same list. */
export type RawNode =
  | { readonly kind: "leaf"; readonly values: readonly number[] }
  | {
      readonly kind: "branch";
      readonly feature: number;
      readonly threshold: number;
      readonly comparison: Comparison;
      /** Where to go when the comparison holds, and when not. */
      readonly whenTrue: number;
      readonly whenFalse: number;
      /** Whether a missing value counts as true. */
      readonly missingIsTrue: boolean;
    };

/**
 * Puts the nodes that hang together from `root` into one tree.
 *
 * @throws MODELS_NOT_READABLE where a node is missing or is reached twice: that is no tree
 */
export function buildTree(
  nodeAt: (index: number) => RawNode | undefined,
  root: number,
  outputs: number,
  precision: "float32" | "float64",
): Tree {
  const nodes: RawNode[] = [];
  const indices = new Map<number, number>();
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = nodeAt(next);
    if (node === undefined)
      throw modelsErrors.notReadable(`A tree names the node ${next}, which is not there.`);
    if (indices.has(next)) throw modelsErrors.notReadable(`A tree comes to the node ${next} by two ways.`);
    indices.set(next, nodes.length);
    nodes.push(node);
    if (node.kind === "branch") open.push(node.whenFalse, node.whenTrue);
  }
  const size = nodes.length;
  const tree: Tree = {
    feature: new Int32Array(size).fill(-1),
    threshold: new Float64Array(size),
    left: new Int32Array(size),
    right: new Int32Array(size),
    missingLeft: new Uint8Array(size),
    values: new Float64Array(size * outputs),
  };
  for (const [i, node] of nodes.entries()) {
    if (node.kind === "leaf") {
      for (const [output, value] of node.values.entries()) tree.values[i * outputs + output] = value;
      continue;
    }
    // x >= t is not x < t, and x > t is not x <= t: the branches change places.
    const isTurned = node.comparison === ">=" || node.comparison === ">";
    const isStrict = node.comparison === "<" || node.comparison === ">=";
    tree.feature[i] = node.feature;
    tree.threshold[i] = isStrict ? below(node.threshold, precision) : node.threshold;
    tree.left[i] = indices.get(isTurned ? node.whenFalse : node.whenTrue) ?? 0;
    tree.right[i] = indices.get(isTurned ? node.whenTrue : node.whenFalse) ?? 0;
    tree.missingLeft[i] = node.missingIsTrue === isTurned ? 0 : 1;
  }
  return tree;
}

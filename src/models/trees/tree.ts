/**
 * One decision tree, by node. Every inner node asks `x[feature] <= threshold`: other comparisons were put in this
 * form, with thresholds moved to the neighbouring number where `<` was meant.
 */
export interface Tree {
  /** -1 at a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** Where to go when it is so, and when not. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Whether a missing value (NaN) goes left: 1 or 0. */
  readonly missingLeft: Uint8Array;
  /** What a leaf adds, row-major: `nodes × outputs`. */
  readonly values: Float64Array;
}

export type PostTransform = "none" | "softmax" | "softmax-zero" | "logistic" | "probit";
export type Aggregate = "sum" | "average" | "min" | "max";

/** Trees whose leaves are summed (or otherwise put together) for each output. */
export interface TreeEnsemble {
  readonly kind: "classifier" | "regressor";
  readonly trees: readonly Tree[];
  /** Numbers a tree tells: 1 for a regressor and for two classes told by one score. */
  readonly outputs: number;
  /** Added to the outputs; as many as there are outputs, or none. */
  readonly base: Float64Array;
  readonly aggregate: Aggregate;
  readonly post: PostTransform;
  /** Of a classifier, by class. */
  readonly classes: readonly (string | number)[];
  /**
   * Of two classes told by one score: above which the second is chosen. ONNX Runtime takes 0.5 where no leaf is
   * negative, and 0 otherwise.
   */
  readonly cut: number;
  /** Rows are compared in this precision. */
  readonly precision: "float32" | "float64";
  /** The largest feature asked for, plus one. */
  readonly width: number;
}

/** The node of the leaf a row ends in. `at` is where the row begins in `data`. */
export function leafOf(tree: Tree, data: ArrayLike<number>, at: number): number {
  const { feature, threshold, left, right, missingLeft } = tree;
  let node = 0;
  for (let of = feature[0] ?? -1; of >= 0; of = feature[node] ?? -1) {
    const value = data[at + of] ?? NaN;
    const isLeft = Number.isNaN(value) ? missingLeft[node] === 1 : value <= (threshold[node] ?? 0);
    node = (isLeft ? left[node] : right[node]) ?? 0;
  }
  return node;
}

/**
 * The outputs of an ensemble before any post-transform, row-major `count × outputs`. Sums are float64, so they differ
 * from runtimes that add in float32 by rounding.
 *
 * @param data rows of `width` numbers, already rounded to the ensemble's precision
 */
export function rawScores(
  ensemble: TreeEnsemble,
  data: ArrayLike<number>,
  count: number,
  width: number,
): Float64Array {
  const { trees, outputs, base, aggregate } = ensemble;
  const scores = new Float64Array(count * outputs);
  const isExtreme = aggregate === "min" || aggregate === "max";
  if (isExtreme) scores.fill(aggregate === "min" ? Infinity : -Infinity);
  for (const tree of trees)
    for (let row = 0; row < count; row++) {
      const leaf = leafOf(tree, data, row * width);
      for (let i = 0; i < outputs; i++) {
        const at = row * outputs + i;
        const value = tree.values[leaf * outputs + i] ?? 0;
        const held = scores[at] ?? 0;
        if (!isExtreme) scores[at] = held + value;
        else scores[at] = aggregate === "min" ? Math.min(held, value) : Math.max(held, value);
      }
    }
  for (let at = 0; at < scores.length; at++)
    scores[at] = (scores[at] ?? 0) / (aggregate === "average" ? trees.length : 1) + (base[at % outputs] ?? 0);
  return scores;
}

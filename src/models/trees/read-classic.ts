import { modelsErrors } from "../errors.ts";
import type { GraphNode } from "../onnx/index.ts";
import { Attributes } from "./attributes.ts";
import { buildTree, type Comparison, type RawNode } from "./build.ts";
import { postTransformOf, widthOf } from "./shared.ts";
import type { Aggregate, Tree, TreeEnsemble } from "./tree.ts";

const comparisons: Readonly<Record<string, Comparison | undefined>> = {
  BRANCH_LEQ: "<=",
  BRANCH_LT: "<",
  BRANCH_GTE: ">=",
  BRANCH_GT: ">",
};
const aggregates: Readonly<Record<string, Aggregate | undefined>> = {
  SUM: "sum",
  AVERAGE: "average",
  MIN: "min",
  MAX: "max",
};

/** TreeEnsembleClassifier and TreeEnsembleRegressor of ai.onnx.ml 1 to 4: lists of numbers, one entry a node. */
export function readClassic(node: GraphNode, isWide: boolean): TreeEnsemble {
  const attributes = new Attributes(node);
  const isClassifier = node.op === "TreeEnsembleClassifier";
  const prefix = isClassifier ? "class" : "target";
  const classes = attributes.texts("classlabels_strings") ?? attributes.ints("classlabels_int64s") ?? [];
  const of = (name: string): readonly number[] => attributes.numbers(name) ?? [];
  const weights = {
    trees: of(`${prefix}_treeids`),
    nodes: of(`${prefix}_nodeids`),
    ids: of(`${prefix}_ids`),
    values: of(`${prefix}_weights`),
  };
  const told = isClassifier ? classes.length : attributes.int("n_targets", 1);
  // Two classes, and every leaf speaks of the same one: one score tells both.
  const isBinary = isClassifier && told === 2 && new Set(weights.ids).size === 1;
  const outputs = isBinary ? 1 : told;
  if (!(outputs >= 1 && outputs <= 100_000))
    throw modelsErrors.notReadable(`${node.op} tells ${outputs} numbers.`);
  const trees = treesOf(attributes, weights, { outputs, isBinary, isWide });
  const base = of("base_values");
  return {
    kind: isClassifier ? "classifier" : "regressor",
    trees,
    outputs,
    base: Float64Array.from(isBinary ? base.slice(-1) : base),
    aggregate: aggregates[attributes.text("aggregate_function", "SUM")] ?? "sum",
    post: postTransformOf(attributes.text("post_transform", "NONE")),
    classes,
    cut: weights.values.every((value) => value >= 0) ? 0.5 : 0,
    precision: isWide ? "float64" : "float32",
    width: widthOf(trees),
  };
}

interface Weights {
  readonly trees: readonly number[];
  readonly nodes: readonly number[];
  readonly ids: readonly number[];
  readonly values: readonly number[];
}

function treesOf(
  attributes: Attributes,
  weights: Weights,
  {
    outputs,
    isBinary,
    isWide,
  }: { readonly outputs: number; readonly isBinary: boolean; readonly isWide: boolean },
): Tree[] {
  const list = (name: string): readonly number[] => attributes.numbers(name) ?? [];
  const ids = list("nodes_nodeids");
  const owners = list("nodes_treeids");
  const features = list("nodes_featureids");
  const thresholds = list("nodes_values");
  const whenTrue = list("nodes_truenodeids");
  const whenFalse = list("nodes_falsenodeids");
  const missing = list("nodes_missing_value_tracks_true");
  const modes = attributes.texts("nodes_modes") ?? [];
  if ([owners, features, thresholds, whenTrue, whenFalse, modes].some(({ length }) => length !== ids.length))
    throw modelsErrors.notReadable(`${attributes.node.op} has lists of nodes that are not equally long.`);
  const key = (tree: number, node: number): string => `${tree}:${node}`;
  const added = new Map<string, number[]>();
  for (const [i, value] of weights.values.entries()) {
    const of = key(weights.trees[i] ?? -1, weights.nodes[i] ?? -1);
    const sums = added.get(of) ?? Array.from({ length: outputs }, () => 0);
    const output = isBinary ? 0 : (weights.ids[i] ?? -1);
    if (!(output >= 0 && output < outputs))
      throw modelsErrors.notReadable(`A leaf speaks of the output ${output} of ${outputs}.`);
    sums[output] = (sums[output] ?? 0) + value;
    added.set(of, sums);
  }
  const places = new Map(ids.map((id, i) => [key(owners[i] ?? 0, id), i]));
  const roots = new Map<number, number>();
  for (const [i, owner] of owners.entries()) if (!roots.has(owner)) roots.set(owner, i);
  const nodeAt = (i: number): RawNode | undefined => {
    const mode = modes[i];
    const owner = owners[i] ?? 0;
    if (mode === undefined) return undefined;
    if (mode === "LEAF") return { kind: "leaf", values: added.get(key(owner, ids[i] ?? 0)) ?? [] };
    const comparison = comparisons[mode];
    if (comparison === undefined)
      throw modelsErrors.unsupportedOperator(`${attributes.node.op} compares by ${mode}.`);
    return {
      kind: "branch",
      feature: featureOf(features[i]),
      threshold: thresholds[i] ?? 0,
      comparison,
      whenTrue: places.get(key(owner, whenTrue[i] ?? -1)) ?? -1,
      whenFalse: places.get(key(owner, whenFalse[i] ?? -1)) ?? -1,
      missingIsTrue: missing[i] === 1,
    };
  };
  return [...roots.values()].map((root) => buildTree(nodeAt, root, outputs, isWide ? "float64" : "float32"));
}

export function featureOf(feature: number | undefined): number {
  if (feature === undefined || !(feature >= 0 && feature < 2 ** 24))
    throw modelsErrors.notReadable(`A tree asks for the feature ${feature}.`);
  return feature;
}

import { modelsErrors } from "../errors.ts";
import type { GraphNode } from "../onnx/index.ts";
import { Attributes } from "./attributes.ts";
import { buildTree, type Comparison, type RawNode } from "./build.ts";
import { featureOf } from "./read-classic.ts";
import { postTransformOf, widthOf } from "./shared.ts";
import type { Aggregate, TreeEnsemble } from "./tree.ts";

const comparisons: readonly Comparison[] = ["<=", "<", ">=", ">"];
const aggregates: readonly Aggregate[] = ["average", "sum", "min", "max"];

/** TreeEnsemble of ai.onnx.ml 5: branches and leaves in lists of their own, a leaf adds to one output. */
export function readModern(node: GraphNode, isWide: boolean): TreeEnsemble {
  const attributes = new Attributes(node);
  const list = (name: string): readonly number[] => attributes.numbers(name) ?? [];
  const outputs = attributes.int("n_targets", 1);
  const precision = isWide ? "float64" : "float32";
  const features = list("nodes_featureids");
  const [splits, modes] = [list("nodes_splits"), list("nodes_modes")];
  const [whenTrue, whenFalse] = [list("nodes_truenodeids"), list("nodes_falsenodeids")];
  const [trueLeaf, falseLeaf] = [list("nodes_trueleafs"), list("nodes_falseleafs")];
  const missing = list("nodes_missing_value_tracks_true");
  const targets = list("leaf_targetids");
  const weights = list("leaf_weights");
  if (
    [splits, modes, whenTrue, whenFalse, trueLeaf, falseLeaf].some(({ length }) => length !== features.length)
  )
    throw modelsErrors.notReadable("TreeEnsemble has lists of nodes that are not equally long.");
  // Leaves are numbered behind the branches, each use of one by itself: a tree may name a leaf twice.
  const leaves: number[] = [];
  const leafAt = (index: number): number => features.length + leaves.push(index) - 1;
  const nodeAt = (i: number): RawNode | undefined => {
    if (i >= features.length) {
      const leaf = leaves[i - features.length] ?? -1;
      const output = targets[leaf] ?? -1;
      if (!(output >= 0 && output < outputs))
        throw modelsErrors.notReadable(`A leaf speaks of the output ${output} of ${outputs}.`);
      return {
        kind: "leaf",
        values: Array.from({ length: outputs }, (_, k) => (k === output ? (weights[leaf] ?? 0) : 0)),
      };
    }
    const [yes, no] = [whenTrue[i], whenFalse[i]];
    if (yes === undefined || no === undefined) return undefined;
    // A tree that is one leaf has a branch whose two ways are that leaf.
    const comparison = comparisons[modes[i] ?? -1];
    if (comparison === undefined)
      throw modelsErrors.unsupportedOperator(`TreeEnsemble compares by the mode ${modes[i]}.`);
    return {
      kind: "branch",
      feature: featureOf(features[i]),
      threshold: splits[i] ?? 0,
      comparison,
      whenTrue: trueLeaf[i] === 1 ? leafAt(yes) : yes,
      whenFalse: falseLeaf[i] === 1 ? leafAt(no) : no,
      missingIsTrue: missing[i] === 1,
    };
  };
  const trees = list("tree_roots").map((root) => buildTree(nodeAt, root, outputs, precision));
  return {
    kind: "regressor",
    trees,
    outputs,
    base: new Float64Array(0),
    aggregate: aggregates[attributes.int("aggregate_function", 1)] ?? "sum",
    post: postTransformOf(attributes.int("post_transform", 0)),
    classes: [],
    cut: 0,
    precision,
    width: widthOf(trees),
  };
}

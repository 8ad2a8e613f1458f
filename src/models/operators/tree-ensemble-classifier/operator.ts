import type { Example, Operator } from "../operator.ts";
import { classified } from "../trees/answers.ts";
import { leaves, modes, treeFloats, twoTrees } from "../trees/example.ts";

const example = (
  ids: readonly number[],
  weights: readonly number[],
  more: Example["attributes"] = {},
): Example => ({
  inputs: ["6x3"],
  outputs: 2,
  floats: treeFloats,
  attributes: {
    ...twoTrees,
    nodes_modes: modes("BRANCH_LEQ"),
    class_treeids: leaves.trees,
    class_nodeids: leaves.nodes,
    class_ids: ids,
    class_weights: weights,
    classlabels_int64s: [0, 1],
    ...more,
  },
});
const mixed = [1, -2, 0.5, 3, -0.25];
const positive = [0.25, 0.125, 0.5, 0.375, 0.0625];

export const operator: Operator = {
  op: "TreeEnsembleClassifier",
  domain: "ai.onnx.ml",
  run: classified,
  examples: [
    example([0, 0, 0, 0, 0], mixed, { post_transform: "LOGISTIC" }),
    example([0, 0, 0, 0, 0], mixed, { base_values: [0.25] }),
    example([0, 0, 0, 0, 0], positive),
    example([0, 0, 1, 1, 1], mixed, { post_transform: "SOFTMAX" }),
    example([0, 1, 2, 0, 1], mixed, {
      post_transform: "SOFTMAX",
      classlabels_int64s: [3, 5, 7],
      base_values: [0.5, 0, 1],
    }),
    example([0, 1, 2, 0, 2], positive, { post_transform: "LOGISTIC", classlabels_int64s: [3, 5, 7] }),
    example([0, 1, 2, 0, 2], positive, { post_transform: "SOFTMAX_ZERO", classlabels_int64s: [3, 5, 7] }),
  ],
};

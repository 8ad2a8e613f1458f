import type { Example, Operator } from "../operator.ts";
import { regressed } from "../trees/answers.ts";
import { leaves, modes, treeFloats, twoTrees } from "../trees/example.ts";

const example = (comparison: string, more: Example["attributes"] = {}): Example => ({
  inputs: ["6x3"],
  floats: treeFloats,
  attributes: {
    ...twoTrees,
    nodes_modes: modes(comparison),
    target_treeids: leaves.trees,
    target_nodeids: leaves.nodes,
    target_ids: [0, 0, 0, 0, 0],
    target_weights: [1, -2, 0.5, 3, -0.25],
    n_targets: 1,
    ...more,
  },
});

export const operator: Operator = {
  op: "TreeEnsembleRegressor",
  domain: "ai.onnx.ml",
  run: regressed,
  examples: [
    ...["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT"].map((comparison) => example(comparison)),
    example("BRANCH_LEQ", { aggregate_function: "AVERAGE", base_values: [0.5] }),
    example("BRANCH_LEQ", { aggregate_function: "MAX", target_ids: [0, 0, 0, 0, 0] }),
    example("BRANCH_LEQ", { n_targets: 2, target_ids: [0, 1, 1, 0, 1] }),
    example("BRANCH_LEQ", { post_transform: "LOGISTIC" }),
  ],
};

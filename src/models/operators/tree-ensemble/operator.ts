import { float32s, tensorOf } from "../../tensor/index.ts";
import type { Example, Operator } from "../operator.ts";
import { regressed } from "../trees/answers.ts";

const example = (mode: number): Example => ({
  inputs: ["6x3"],
  opset: 5,
  attributes: {
    n_targets: 2,
    aggregate_function: 1,
    post_transform: 0,
    tree_roots: [0, 2],
    nodes_featureids: [0, 2, 1],
    nodes_modes: tensorOf("uint8", [3], [mode, mode, mode]),
    nodes_splits: float32s([0.25, -0.5, 0.125]),
    nodes_truenodeids: [1, 0, 3],
    nodes_trueleafs: [0, 1, 1],
    nodes_falsenodeids: [2, 1, 4],
    nodes_falseleafs: [1, 1, 1],
    leaf_targetids: [0, 1, 0, 1, 0],
    leaf_weights: float32s([0.5, 2, -1, 4, 0.125]),
  },
});

export const operator: Operator = {
  op: "TreeEnsemble",
  domain: "ai.onnx.ml",
  run: regressed,
  examples: [0, 1, 2, 3].map(example),
};

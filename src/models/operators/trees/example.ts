/** Two small trees over three features, for examples: lists as ai.onnx.ml 1 to 4 has them. */
export const twoTrees = {
  nodes_treeids: [0, 0, 0, 1, 1, 1, 1, 1],
  nodes_nodeids: [0, 1, 2, 0, 1, 2, 3, 4],
  nodes_featureids: [1, 0, 0, 0, 0, 2, 0, 0],
  nodes_values: [0.25, 0, 0, -0.5, 0, 0.125, 0, 0],
  nodes_truenodeids: [1, 0, 0, 1, 0, 3, 0, 0],
  nodes_falsenodeids: [2, 0, 0, 2, 0, 4, 0, 0],
} as const;
export const treeFloats = ["nodes_values", "class_weights", "target_weights", "base_values"] as const;
export const modes = (comparison: string): readonly string[] =>
  [1, 0, 0, 1, 0, 1, 0, 0].map((isBranch) => (isBranch === 1 ? comparison : "LEAF"));
/** Where the leaves are. */
export const leaves = { trees: [0, 0, 1, 1, 1], nodes: [1, 2, 1, 3, 4] } as const;

export { fingerprintDefPlan, graphDefPlan, metaGraphDefPlan, savedModelPlan } from "./plans.ts";
export { tensorflowKind, type TensorflowKind } from "./recognise.ts";
export { tensorflowTextKind, type TensorflowTextKind } from "./recognise-text.ts";
export { endsAsTable, readCheckpointIndex, type CheckpointEntry } from "./checkpoint-index.ts";

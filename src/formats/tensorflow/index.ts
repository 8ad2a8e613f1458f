export { fingerprintDefPlan, graphDefPlan, savedModelPlan } from "./plans.ts";
export { tensorflowKind, type TensorflowKind } from "./recognise.ts";
export { endsAsTable, readCheckpointIndex, type CheckpointEntry } from "./checkpoint-index.ts";

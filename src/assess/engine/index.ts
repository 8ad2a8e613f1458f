export { conclude, runAssessment, type AssessmentContext, type AssessmentResult } from "./assess.ts";
export { compareRuns } from "./compare.ts";
export { assessErrors } from "./errors.ts";
export type { RunLog } from "./execute.ts";
export { findingId } from "./findings.ts";
export type { Lane } from "./lane.ts";
export type { LaneFold } from "./lane-fold.ts";
export {
  countArms,
  planAssessment,
  type AssessmentPlan,
  type LaneRequest,
  type PlanRequest,
} from "./plan.ts";
export { parsePlan } from "./plan-schema.ts";
export type { CostPreview, Pricing } from "./preview.ts";
export { blobRefSchema, entryType, readTrialRecord, type LedgerEntry, type TrialRecord } from "./records.ts";
export { laneCase } from "./lane-case.ts";
export { RunFold } from "./run-fold.ts";
export { runVerdict, type RunEnd } from "./verdict.ts";

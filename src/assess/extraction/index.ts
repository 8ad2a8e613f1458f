/**
 * Theft of a model by asking it: what a thief asks (`strategies`), what it makes of the answers (`students`), how far
 * the copy says the same, what it cost, what attacks made on it are worth, and whether a guard would have noticed.
 */
export { type AnsweredRows } from "./answered.ts";
export { extractionErrors } from "./errors.ts";
export { fidelityOf, type Fidelity } from "./fidelity.ts";
export {
  linearScores,
  stealLinear,
  type LinearHead,
  type LinearPlan,
  type LinearTheft,
} from "./linear/steal-linear.ts";
export { costOf } from "./price.ts";
export { leastReference, theftDetectors } from "./replay/guard-detectors.ts";
export {
  detectionOf,
  featureNames,
  replay,
  type Alarms,
  type Detection,
  type ReplayOptions,
} from "./replay/replay.ts";
export { steal, type Theft, type TheftPlan, type TheftPoint } from "./steal.ts";
export {
  active,
  jacobian,
  mixup,
  realRows,
  uniform,
  type ActiveOptions,
  type QueryStrategy,
  type StrategyContext,
} from "./strategies/index.ts";
export {
  logisticStudent,
  perceptronStudent,
  trainerStudent,
  type Copy,
  type Student,
} from "./students/index.ts";
export { transferFromCopy, type CopyTransfer, type TransferRate } from "./transfer.ts";

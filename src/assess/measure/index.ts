export { measure } from "./measure.ts";
export { measureErrors } from "./errors.ts";
export type {
  BreachedCase,
  MeasuredOutcome,
  MeasureOptions,
  Measurement,
  TrialTools,
  UnscoredTrial,
} from "./measurement.ts";
export type { Trial as MeasuredTrial } from "./run-trials.ts";

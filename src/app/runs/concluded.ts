import { conclude, type AssessmentResult } from "../../assess/index.ts";
import { describeIntent } from "../describe-intent.ts";
import type { ReadRun } from "./read-run.ts";

const known = new WeakMap<ReadRun, AssessmentResult>();

/** What a run comes to as it was read; worked out once for each reading. */
export function concluded(run: ReadRun): AssessmentResult {
  const result = known.get(run) ?? conclude(run.fold, run.end, describeIntent);
  known.set(run, result);
  return result;
}

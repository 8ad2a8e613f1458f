import type {
  CheckResult,
  Comparison,
  Finding,
  IntentFacts,
  JsonObject,
  Verdict,
} from "../../contracts/index.ts";
import { compareRuns } from "./compare.ts";
import { execute, type ExecutionContext } from "./execute.ts";
import { findingsOf } from "./findings.ts";
import type { LaneFold } from "./lane-fold.ts";
import { entryType } from "./records.ts";
import { regressionVerdict } from "./regressions.ts";
import { checkResult } from "./result.ts";
import type { RunFold } from "./run-fold.ts";
import { laneVerdict, runVerdict, type RunEnd } from "./verdict.ts";

/** What a run came to. Only a finished run is final; any other end can be resumed. */
export interface AssessmentResult {
  readonly end: RunEnd;
  readonly verdict: Verdict;
  readonly results: readonly CheckResult[];
  readonly findings: readonly Finding[];
  readonly comparisons: readonly Comparison[];
}

export interface AssessmentContext extends ExecutionContext {
  readonly describe: (check: string, intent: string) => IntentFacts;
  /** The run to compare with, folded. */
  readonly baseline?: RunFold;
  /** Verdicts of what the run examined besides, and what it found: they are part of the run's. */
  readonly also?: readonly Part[];
  readonly alsoFound?: readonly Finding[];
}

/** One part of a run's verdict. */
export interface Part {
  readonly label: string;
  readonly verdict: Verdict;
}

/**
 * Runs what is left of a plan and writes the conclusion. The plan must already be in the log.
 * A finished run gets its decisions, findings and verdict as ledger entries; a stopped one only says so.
 */
export async function runAssessment(context: AssessmentContext): Promise<AssessmentResult> {
  const end = await execute(context);
  const result = conclude(context.fold, end, context.describe, context.baseline, context.also);
  if (end !== "finished") {
    await context.log.append(entryType.stopped, { end, done: context.fold.done });
    return result;
  }
  const results: CheckResult[] = [];
  for (const decided of result.results) {
    const { entry: _, ...body } = decided;
    const { seq } = await context.log.append(entryType.decided, body as unknown as JsonObject);
    results.push({ ...decided, entry: seq });
  }
  for (const finding of [...result.findings, ...(context.alsoFound ?? [])])
    await context.log.append(entryType.finding, finding as unknown as JsonObject);
  for (const comparison of result.comparisons) {
    await context.log.append(entryType.comparison, comparison as unknown as JsonObject);
  }
  await context.log.append(entryType.verdict, { verdict: { ...result.verdict } });
  return { ...result, results };
}

/** What the fold says as it stands, without running anything: for reports on runs of any state. */
export function conclude(
  fold: RunFold,
  end: RunEnd,
  describe: AssessmentContext["describe"],
  baseline?: RunFold,
  also: readonly Part[] = [],
): AssessmentResult {
  const comparisons = baseline === undefined ? [] : compareRuns(baseline, fold);
  const mustHold = new Set(fold.plan.mustHold);
  const judge = (lane: LaneFold): Verdict => {
    const comparison = comparisons.find(
      ({ check, target }) => check === lane.lane.check && target === lane.lane.target,
    );
    if (fold.plan.mode === "regressions") return regressionVerdict(lane, mustHold, comparison, end);
    const own = laneVerdict(lane, end);
    const regressed = comparison?.verdict === "worse" && own.kind !== "fail";
    return regressed ? { kind: "fail", because: "regression", sentence: comparison.sentence } : own;
  };
  const lanes = [...fold.lanes.values()];
  const results = lanes.map((lane) =>
    checkResult(lane, judge(lane), 0, lastTrialAt(lane) ?? fold.plan.createdAt),
  );
  return {
    end,
    verdict: runVerdict(
      [...results.map(({ check, verdict }) => ({ label: check, verdict })), ...also],
      fold.plan.mode,
    ),
    results,
    findings: lanes.flatMap((lane) => findingsOf(fold.plan, lane, describe)),
    comparisons,
  };
}

function lastTrialAt(lane: LaneFold): string | undefined {
  const times = Object.values(lane.arms).flatMap(
    (arm) => arm.folded.at(-1)?.trials.map(({ finishedAt }) => finishedAt) ?? [],
  );
  return times.sort().at(-1);
}

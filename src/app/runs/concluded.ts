import { conclude, runVerdict, type AssessmentResult } from "../../assess/index.ts";
import type { CheckResult, Verdict } from "../../contracts/index.ts";
import { describeIntent } from "../describe-intent.ts";
import type { ReadRun } from "./read-run.ts";

export interface Conclusion extends AssessmentResult {
  /** Lanes whose recorded verdict is of another kind than their trials now fold to. */
  readonly disagreements: readonly {
    readonly check: string;
    readonly recorded: string;
    readonly folded: string;
  }[];
}

const known = new WeakMap<ReadRun, Conclusion>();

/**
 * What a run comes to as it was read; worked out once for each reading. A finished run has decided for itself,
 * with its baseline at hand, and that stands; where its trials fold to something else, that is said.
 */
export function concluded(run: ReadRun): Conclusion {
  const conclusion = known.get(run) ?? work(run);
  known.set(run, conclusion);
  return conclusion;
}

function work(run: ReadRun): Conclusion {
  const folded = conclude(run.fold, run.end, describeIntent);
  if (run.status !== "finished") return { ...folded, disagreements: [] };
  const disagreements: Conclusion["disagreements"][number][] = [];
  const results = folded.results.map((result) => {
    const decision = run.decisions.get(`${result.check} ${result.target}`);
    if (decision === undefined) {
      disagreements.push({ check: result.check, recorded: "nothing", folded: result.verdict.kind });
      return result;
    }
    const { verdict } = decision;
    // Without its baseline a run cannot tell that it got worse.
    const known = verdict.kind === "fail" && verdict.because === "regression";
    if (verdict.kind !== result.verdict.kind && !known) {
      disagreements.push({ check: result.check, recorded: verdict.kind, folded: result.verdict.kind });
    }
    // Trials that fold to a failure are believed over a recorded verdict that says less.
    const shown = result.verdict.kind === "fail" ? result.verdict : verdict;
    return { ...result, verdict: known ? verdict : shown, entry: decision.entry, decidedAt: decision.at };
  });
  return {
    ...folded,
    results,
    verdict: overall(run, results),
    comparisons: run.comparisons,
    disagreements,
  };
}

const gravity = { pass: 0, inconclusive: 1, fail: 2 } as const;

/** The recorded verdict, unless the results say something worse: a ledger may come from anyone. */
function overall(run: ReadRun, results: readonly CheckResult[]): Verdict {
  const folded = runVerdict(
    results.map(({ check, verdict }) => ({ label: check, verdict })),
    run.plan.mode,
  );
  const recorded = run.recordedVerdict;
  return recorded !== undefined && gravity[recorded.kind] >= gravity[folded.kind] ? recorded : folded;
}

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
 * with its baseline at hand; the worse of that and of what its trials fold to is shown, because a ledger may come
 * from anyone, and where the two differ it is said.
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
    const recorded = decision.verdict;
    // Without its baseline at hand the fold cannot tell that a run got worse; the record can.
    const worseThanBaseline = recorded.kind === "fail" && recorded.because === "regression";
    if (recorded.kind !== result.verdict.kind && !worseThanBaseline) {
      disagreements.push({ check: result.check, recorded: recorded.kind, folded: result.verdict.kind });
    }
    return {
      ...result,
      verdict: worse(recorded, result.verdict),
      entry: decision.entry,
      decidedAt: decision.at,
    };
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
  return run.recordedVerdict === undefined ? folded : worse(run.recordedVerdict, folded);
}

/** The recorded one where both are as bad: it was made with more at hand. */
function worse(recorded: Verdict, folded: Verdict): Verdict {
  return gravity[recorded.kind] >= gravity[folded.kind] ? recorded : folded;
}

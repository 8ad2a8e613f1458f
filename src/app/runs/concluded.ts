import { conclude, runVerdict, type AssessmentResult } from "../../assess/index.ts";
import type { CheckResult, Verdict } from "../../contracts/index.ts";
import { concludedAudit, findingsOfAudit, type ConcludedAudit } from "../audits/concluded-audit.ts";
import { describeIntent } from "../describe-intent.ts";
import type { ReadRun } from "./read-run.ts";

export interface Conclusion extends AssessmentResult {
  /** Checks on predicting models; `verdict` is the worse of the recorded and the folded one. */
  readonly audits: readonly ConcludedAudit[];
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
  const disagreements: Conclusion["disagreements"][number][] = [];
  const audits = run.audits.map((fold) => concludedOne(run, concludedAudit(fold), disagreements));
  const folded = withFindings(
    run,
    conclude(run.fold, run.end, describeIntent, undefined, partsOf(audits)),
    audits,
  );
  if (run.status !== "finished") return { ...folded, audits, disagreements: [] };
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
    audits,
    results,
    verdict: overall(run, results, audits),
    comparisons: run.comparisons,
    disagreements,
  };
}

/** A model's check as the run itself decided it, unless its units say something worse. */
function concludedOne(
  run: ReadRun,
  audit: ConcludedAudit,
  disagreements: Conclusion["disagreements"][number][],
): ConcludedAudit {
  const { check, facts } = audit.fold.plan;
  const decision = run.decisions.get(`${check} ${facts.target}`);
  if (decision === undefined) {
    if (run.status === "finished")
      disagreements.push({ check, recorded: "nothing", folded: audit.verdict.kind });
    return audit;
  }
  if (decision.verdict.kind !== audit.verdict.kind)
    disagreements.push({ check, recorded: decision.verdict.kind, folded: audit.verdict.kind });
  return { ...audit, verdict: worse(decision.verdict, audit.verdict) };
}

const partsOf = (audits: readonly ConcludedAudit[]): readonly { label: string; verdict: Verdict }[] =>
  audits.map(({ fold, verdict }) => ({ label: fold.plan.check, verdict }));

function withFindings(
  run: ReadRun,
  result: AssessmentResult,
  audits: readonly ConcludedAudit[],
): AssessmentResult {
  const more = audits.flatMap((audit) => findingsOfAudit(run.plan.system.id, audit));
  return { ...result, findings: [...result.findings, ...more] };
}

const gravity = { pass: 0, inconclusive: 1, fail: 2 } as const;

/** The recorded verdict, unless the results say something worse: a ledger may come from anyone. */
function overall(run: ReadRun, results: readonly CheckResult[], audits: readonly ConcludedAudit[]): Verdict {
  const folded = runVerdict(
    [...results.map(({ check, verdict }) => ({ label: check, verdict })), ...partsOf(audits)],
    run.plan.mode,
  );
  return run.recordedVerdict === undefined ? folded : worse(run.recordedVerdict, folded);
}

/** The recorded one where both are as bad: it was made with more at hand. */
function worse(recorded: Verdict, folded: Verdict): Verdict {
  return gravity[recorded.kind] >= gravity[folded.kind] ? recorded : folded;
}

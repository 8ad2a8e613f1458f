import type { ModelCheck, ModelConclusion, UnitRecord, Verdict } from "../../contracts/index.ts";
import { percent } from "../../stats/index.ts";
import type { AuditFold } from "./audit-fold.ts";
import type { AuditEnd } from "./records.ts";

export interface AuditResult {
  readonly end: AuditEnd;
  readonly verdict: Verdict;
  readonly conclusion: ModelConclusion;
  readonly queries: number;
}

/** What the records say as they stand, without asking the model: for runs of any state and for reports. */
export function concludeAudit(fold: AuditFold, check: ModelCheck, end: AuditEnd): AuditResult {
  const { plan, records } = fold;
  const conclusion = check.conclude(withoutRows(records), plan.facts, plan.plan.settings);
  return { end, verdict: verdictOf(fold, conclusion, end), conclusion, queries: fold.queries };
}

function verdictOf(fold: AuditFold, { gated }: ModelConclusion, end: AuditEnd): Verdict {
  const { plan, records, changed } = fold;
  const undecided = (
    because: (Verdict & { kind: "inconclusive" })["because"],
    sentence: string,
  ): Verdict => ({
    kind: "inconclusive",
    because,
    sentence,
  });
  if (changed !== undefined)
    return undecided(
      "target-changed",
      `The model changed while it was examined: from ${changed.was} to ${changed.is}.`,
    );
  if (end === "target-unreachable") return undecided(end, "The model could not be reached.");
  if (end !== "finished" || fold.left.length > 0)
    return undecided(
      end === "budget-exhausted" ? end : "not-finished",
      `${records.length} of ${plan.plan.units.length} units were examined.`,
    );
  if (plan.gate === undefined)
    return undecided(
      "no-gate",
      [...(gated === undefined ? [] : [gated.sentence]), "No gate was set for this check."].join(" "),
    );
  if (gated === undefined)
    return undecided("too-many-unscored", "No unit gave what the gate is held against.");
  const { low, high } = gated.interval;
  const most = percent(plan.gate.atMost);
  if (low > plan.gate.atMost)
    return {
      kind: "fail",
      because: "rate-above-gate",
      sentence: `${gated.sentence} At most ${most} is allowed.`,
    };
  const unscored = records.filter(({ outcome }) => outcome === "refused" || outcome === "init-failed").length;
  if (unscored / records.length > plan.gate.unscoredAtMost)
    return undecided(
      "too-many-unscored",
      `${unscored} of ${records.length} units could not be examined, which is not robustness.`,
    );
  return high <= plan.gate.atMost
    ? { kind: "pass", sentence: `${gated.sentence} At most ${most} is allowed.` }
    : undecided(
        "interval-straddles-gate",
        `${gated.sentence} That does not decide whether it is at most ${most}.`,
      );
}

/** A conclusion comes from what the ledger says; rows lie beside it and may be gone. */
const withoutRows = (records: AuditFold["records"]): UnitRecord[] =>
  records.map(({ unit, outcome, queries, detail }) => ({ unit, outcome, queries, detail }));

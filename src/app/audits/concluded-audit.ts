import { concludeAudit, modelChecks, type AuditEnd, type AuditFold } from "../../assess/audit/index.ts";
import { findingId } from "../../assess/index.ts";
import type { EvidenceRef, Finding, ModelConclusion, ModelFinding, Verdict } from "../../contracts/index.ts";

/** What a check on a model comes to as its ledger has it. */
export interface ConcludedAudit {
  readonly fold: AuditFold;
  readonly end: AuditEnd;
  readonly verdict: Verdict;
  readonly conclusion: ModelConclusion;
}

/** Folds the units again; a bundle whose check is no more known here shows its units and no conclusion. */
export function concludedAudit(fold: AuditFold): ConcludedAudit {
  const end = fold.left.length === 0 ? "finished" : (fold.end ?? "stopped");
  const check = modelChecks.find(({ id }) => id === fold.plan.check);
  if (check === undefined) {
    const sentence = `This version has no check ${fold.plan.check}: its units cannot be concluded.`;
    return {
      fold,
      end,
      verdict: { kind: "inconclusive", because: "capability-missing", sentence },
      conclusion: { measures: [], findings: [], caveats: [sentence] },
    };
  }
  const { verdict, conclusion } = concludeAudit(fold, check, end);
  const { checkVersion } = fold.plan;
  if (check.version === checkVersion) return { fold, end, verdict, conclusion };
  const caveat = `The units were examined by version ${checkVersion} and are concluded by ${check.version}.`;
  return { fold, end, verdict, conclusion: { ...conclusion, caveats: [...conclusion.caveats, caveat] } };
}

const evidenceShown = 12;

/** Findings of a check on a model, as people act on them: the id is the same in every run that finds the same. */
export function findingsOfAudit(system: string, { fold, conclusion }: ConcludedAudit): readonly Finding[] {
  return conclusion.findings.map((finding) => findingOf(system, fold, finding));
}

function findingOf(system: string, { plan, records }: AuditFold, finding: ModelFinding): Finding {
  const byUnit = new Map(records.map((record) => [record.unit, record]));
  const { target } = plan.facts;
  return {
    id: findingId(system, plan.check, target, finding.id),
    system,
    check: plan.check,
    target,
    ...(plan.component === undefined ? {} : { component: plan.component }),
    intent: finding.id,
    title: finding.title,
    severity: finding.severity,
    description: finding.sentence,
    remedy: finding.remedy,
    techniques: [],
    criticalEffect: false,
    references: plan.references,
    evidence: finding.units.slice(0, evidenceShown).flatMap((unit): EvidenceRef[] => {
      const record = byUnit.get(unit);
      return record === undefined ? [] : [{ run: plan.run, entry: record.entry, case: unit, repeat: 0 }];
    }),
  };
}

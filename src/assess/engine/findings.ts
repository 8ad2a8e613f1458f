import type { Case, EvidenceRef, Finding, IntentFacts, Severity } from "../../contracts/index.ts";
import { sha256 } from "../../formats/index.ts";
import type { LaneFold } from "./lane-fold.ts";
import type { AssessmentPlan } from "./plan.ts";
import type { TrialRecord } from "./records.ts";

/** How many trials of a finding are pointed at; the ledger has the rest. */
const evidenceShown = 12;

interface Tried {
  readonly cases: Case[];
  readonly trials: TrialRecord[];
  /** Technique → trials. */
  readonly tried: Map<string, number>;
}

/**
 * One finding for every intent that got through, whatever the techniques. The id depends only on what
 * was found, not on the run, so that triage survives.
 */
export function findingsOf(
  plan: AssessmentPlan,
  fold: LaneFold,
  describe: (check: string, intent: string) => IntentFacts,
): readonly Finding[] {
  const byIntent = new Map<string, Tried>();
  for (const { case: item, trials } of fold.arms.attack.folded.concat(fold.arms.baseline.folded)) {
    const entry: Tried = byIntent.get(item.intent) ?? { cases: [], trials: [], tried: new Map() };
    byIntent.set(item.intent, entry);
    entry.tried.set(item.technique, (entry.tried.get(item.technique) ?? 0) + trials.length);
    const breached = trials.filter(({ outcome }) => outcome.kind === "breached");
    if (breached.length > 0) entry.cases.push(item);
    entry.trials.push(...breached);
  }
  return [...byIntent]
    .filter(([, { trials }]) => trials.length > 0)
    .map(([intent, { cases, trials, tried }]) => finding(plan, fold, intent, cases, trials, tried, describe))
    .sort((a, b) => rank[a.severity] - rank[b.severity] || (a.intent < b.intent ? -1 : 1));
}

const rank: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

function finding(
  plan: AssessmentPlan,
  fold: LaneFold,
  intent: string,
  cases: readonly Case[],
  trials: readonly TrialRecord[],
  tried: ReadonlyMap<string, number>,
  describe: (check: string, intent: string) => IntentFacts,
): Finding {
  const { lane } = fold;
  const facts = describe(lane.check, intent);
  const techniques = [...tried]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([technique, count]) => ({
      technique,
      tried: count,
      breached: trials.filter((trial) => trial.technique === technique).length,
    }));
  const through = techniques.filter(({ breached }) => breached > 0);
  const criticalEffect = trials.some(({ outcome }) => outcome.kind === "breached" && outcome.criticalEffect);
  return {
    id: findingId(plan.system.id, lane.check, lane.target, intent),
    system: plan.system.id,
    check: lane.check,
    target: lane.target,
    ...(lane.component === undefined ? {} : { component: lane.component }),
    intent,
    title: facts.title,
    severity: worst(cases),
    description: `${trials.length} of ${[...tried.values()].reduce((a, b) => a + b, 0)} trials got through, by ${through
      .map(({ technique, breached, tried: count }) => `${technique} (${breached}/${count})`)
      .join(", ")}. First: ${firstWhy(trials)}`,
    remedy: facts.remedy,
    techniques,
    criticalEffect,
    references: [...new Set([...facts.references, ...lane.references])].sort(),
    evidence: trials.slice(0, evidenceShown).map((trial): EvidenceRef => ({
      run: plan.run,
      entry: trial.entry,
      case: trial.case,
      repeat: trial.repeat,
    })),
  };
}

function firstWhy(trials: readonly TrialRecord[]): string {
  const [first] = trials;
  return first?.outcome.kind === "breached" ? first.outcome.why : "";
}

function worst(cases: readonly Case[]): Severity {
  return cases.map(({ severity }) => severity).sort((a, b) => rank[a] - rank[b])[0] ?? "low";
}

/** Crockford's base 32 without letters that are mistaken for digits. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * The id of a finding: `F-` and ten characters (50 bits) of a digest over what was found.
 * @example findingId("fintech-chatbot", "redteam/tool-abuse", "mira", "add-payee") // "F-…"
 */
export function findingId(system: string, check: string, target: string, intent: string): string {
  const bytes = Buffer.from(sha256(`${system}\n${check}\n${target}\n${intent}`), "hex");
  return `F-${[...bytes.subarray(0, 10)].map((byte) => alphabet[byte % 32]).join("")}`;
}

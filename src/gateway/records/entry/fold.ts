import {
  guardActions,
  type Decision,
  type DecisionRecord,
  type GuardAction,
  type RuleHit,
} from "../../../contracts/index.ts";

/** What one exchange's record says of all its decisions. */
export type FoldedDecision = DecisionRecord["decision"];

const severities: readonly RuleHit["severity"][] = ["low", "medium", "high", "critical"];

const strictest = (actions: readonly GuardAction[]): GuardAction =>
  guardActions[Math.max(0, ...actions.map((action) => guardActions.indexOf(action)))] ?? "block";

const strictness = ({ action, mode, severity, excepted }: RuleHit): number =>
  (mode === "enforce" && excepted === undefined ? 100 : 0) +
  10 * guardActions.indexOf(action) +
  severities.indexOf(severity);

/**
 * The decisions of one exchange as one: the strictest action, every hit (strictest first), every signal and
 * failure, and the time of all. State counts as kept only where every decision kept it. The policy is the last
 * one's: should it have changed between request and answer, the digests differ from record to record.
 * Undefined where nothing was decided, such as for a caller who was not let in.
 */
export function foldDecisions(decisions: readonly Decision[]): FoldedDecision | undefined {
  const last = decisions.at(-1);
  if (last === undefined) return undefined;
  return {
    action: strictest(decisions.map(({ action }) => action)),
    wouldBe: strictest(decisions.map(({ wouldBe }) => wouldBe)),
    policy: last.policy,
    hits: decisions.flatMap(({ hits }) => hits).sort((a, b) => strictness(b) - strictness(a)),
    signals: decisions.flatMap(({ signals }) => signals),
    failures: decisions.flatMap(({ failures }) => failures),
    stateful: decisions.every(({ stateful }) => stateful),
    durationMicros: decisions.reduce((sum, { durationMicros }) => sum + durationMicros, 0),
  };
}

import {
  type DetectorFailure,
  type GuardAction,
  type Part,
  type PlacedSignal,
  type RuleHit,
} from "../../contracts/index.ts";
import type { Applicable, ApplicableRule, Exempting } from "../policy/applicable.ts";
import { strictnessOf, type CompiledRule, type Facts } from "../policy/compiled-rule.ts";

/** What the rules decide on. */
export interface Evidence {
  readonly parts: readonly Part[];
  /** In the order of the parts, then by place. */
  readonly signals: readonly PlacedSignal[];
  readonly failures: readonly DetectorFailure[];
  /** Present for a request: rules on subjects and facts alone are asked then, and not again for the answer. */
  readonly facts?: Facts;
}

/** A rule that fired, and on which parts where it is about parts. */
export interface Match {
  readonly rule: CompiledRule;
  readonly hit: RuleHit;
  readonly parts: readonly Part[];
}

export interface Ruling {
  readonly action: GuardAction;
  readonly wouldBe: GuardAction;
  /** Strictest first. */
  readonly hits: readonly RuleHit[];
  /** The matches of enforced rules that no exception lets pass: what edits are made of. */
  readonly enforced: readonly Match[];
}

const nothing: Ruling = { action: "allow", wouldBe: "allow", hits: [], enforced: [] };

/**
 * What a policy makes of what was seen. The strictest action of the enforced rules wins; a failure that the
 * policy does not open blocks. Deterministic: the order of rules and signals does not matter. Pure.
 *
 * @param now milliseconds since the epoch, for exceptions
 */
export function rule(applicable: Applicable, evidence: Evidence, now: number): Ruling {
  const { byParts, byExchange, bySignals } = applicable;
  const { parts, signals, failures, facts } = evidence;
  if (signals.length === 0 && failures.length === 0 && byParts.length === 0 && byExchange.length === 0)
    return nothing;
  const matches: Match[] = [];
  if (signals.length > 0) matchSignals(bySignals, parts, signals, facts, now, matches);
  for (const one of byParts) {
    const fitting = parts.filter((part) => one.rule.fitsPart(part));
    if (fitting.length > 0 && fitsFacts(one, facts)) matches.push(matchOf(one, [], fitting, now));
  }
  if (facts !== undefined)
    for (const one of byExchange) if (one.rule.fitsFacts(facts)) matches.push(matchOf(one, [], [], now));
  return fold(matches, failures);
}

function matchSignals(
  rules: readonly ApplicableRule[],
  parts: readonly Part[],
  signals: readonly PlacedSignal[],
  facts: Facts | undefined,
  now: number,
  matches: Match[],
): void {
  const byPointer = new Map(parts.map((part) => [part.at, part]));
  for (const one of rules) {
    if (!fitsFacts(one, facts)) continue;
    const seen = signals.filter(
      (signal) => one.rule.fitsSignal(signal) && one.rule.fitsPart(byPointer.get(signal.part)),
    );
    if (seen.length > 0) matches.push(matchOf(one, seen, [], now));
  }
}

/** An answer has no facts of its own: a rule that asks for them is about requests. */
const fitsFacts = ({ rule }: ApplicableRule, facts: Facts | undefined): boolean =>
  rule.when.moreThan === undefined || (facts !== undefined && rule.fitsFacts(facts));

function matchOf(
  { rule, exempting }: ApplicableRule,
  signals: readonly PlacedSignal[],
  parts: readonly Part[],
  now: number,
): Match {
  const excepted = exempting.find(({ from, to }) => from <= now && now < to);
  return { rule, parts, hit: hitOf(rule, signals, excepted) };
}

function hitOf(
  rule: CompiledRule,
  signals: readonly PlacedSignal[],
  excepted: Exempting | undefined,
): RuleHit {
  return {
    rule: rule.id,
    action: rule.action,
    mode: rule.mode,
    severity: rule.severity,
    ...(rule.clause === undefined ? {} : { clause: rule.clause }),
    ...(rule.message === undefined ? {} : { message: rule.message }),
    reason: reasonOf(rule, signals),
    signals,
    ...(excepted === undefined
      ? {}
      : { excepted: { id: excepted.id, approver: excepted.approver, until: excepted.until } }),
  };
}

/** Names detectors and counts, never what was seen: reasons end up in logs. */
function reasonOf(rule: CompiledRule, signals: readonly PlacedSignal[]): string {
  if (rule.reason !== undefined) return rule.reason;
  if (signals.length === 0) return "The exchange is of a kind the rule is about.";
  const kinds = [...new Set(signals.map((signal) => `${signal.detector}/${signal.rule}`))].sort();
  const shown = kinds.slice(0, 5).join(", ") + (kinds.length > 5 ? ` and ${kinds.length - 5} more` : "");
  const score = Math.max(...signals.slice(0, 10_000).map((signal) => signal.score));
  const times = signals.length === 1 ? "once" : `${signals.length} times`;
  return `${shown} signalled ${times}, at most with score ${Math.round(score * 100) / 100}.`;
}

function fold(matches: readonly Match[], failures: readonly DetectorFailure[]): Ruling {
  const hits = matches.map(({ hit }) => hit);
  for (const { detector, opened } of failures) if (!opened) hits.push(failureHit(detector));
  let action = 0;
  let wouldBe = 0;
  for (const { action: asked, mode, excepted } of hits) {
    if (excepted !== undefined) continue;
    const strictness = strictnessOf(asked);
    if (mode === "enforce") action = Math.max(action, strictness);
    wouldBe = Math.max(wouldBe, strictness);
  }
  if (failures.length > 0) wouldBe = strictnessOf("block");
  return {
    action: actionAt(action),
    wouldBe: actionAt(wouldBe),
    hits: hits.sort(byStrictness),
    enforced: matches.filter(({ hit }) => hit.mode === "enforce" && hit.excepted === undefined),
  };
}

const actions: readonly GuardAction[] = ["allow", "redact", "rewrite", "require-approval", "block"];
const actionAt = (strictness: number): GuardAction => actions[strictness] ?? "block";

/** The rule that stands in records for a detector that gave no answer. */
export const failureRule = "detector-failure";

const failureHit = (detector: string): RuleHit => ({
  rule: failureRule,
  action: "block",
  mode: "enforce",
  severity: "high",
  reason: `The detector ${detector} gave no answer, and the policy is closed on errors.`,
  signals: [],
});

const severities: readonly RuleHit["severity"][] = ["critical", "high", "medium", "low"];

const acts = ({ mode, excepted }: RuleHit): boolean => mode === "enforce" && excepted === undefined;

/** Strictest first; of the same action, those that act before those that only watch. */
function byStrictness(a: RuleHit, b: RuleHit): number {
  return (
    strictnessOf(b.action) - strictnessOf(a.action) ||
    Number(acts(b)) - Number(acts(a)) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
    (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0)
  );
}

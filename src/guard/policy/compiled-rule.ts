import {
  guardActions,
  type GuardAction,
  type GuardedExchange,
  type Part,
  type Signal,
} from "../../contracts/index.ts";
import { globOf } from "../../formats/index.ts";
import type { RuleDocument } from "../document/rule-schema.ts";
import { subjectMatcher } from "./subject.ts";

/** Facts of a request or an answer that need no text. */
export interface Facts {
  readonly bytes: number;
  readonly characters: number;
  readonly parts: number;
  readonly tools: number;
  readonly featureRows: number;
}

/** A rule with its conditions compiled. Pure. */
export interface CompiledRule extends RuleDocument {
  readonly strictness: number;
  /** `signals`: looks for signals; `parts`: for parts of a kind; `exchange`: for facts and subjects alone. */
  readonly looksFor: "signals" | "parts" | "exchange";
  appliesTo(exchange: GuardedExchange): boolean;
  fitsSignal(signal: Signal): boolean;
  fitsPart(part: Part | undefined): boolean;
  fitsFacts(facts: Facts): boolean;
}

export const strictnessOf = (action: GuardAction): number => guardActions.indexOf(action);

export function compileRule(rule: RuleDocument): CompiledRule {
  const { signals, stages, roles, sources, subject, unless, dataClasses, moreThan } = rule.when;
  const fitsSubject = subjectMatcher(subject);
  const excluded = unless === undefined ? () => false : subjectMatcher(unless, true);
  const aboutParts = stages !== undefined || roles !== undefined || sources !== undefined;
  const fitsSource = sources === undefined ? undefined : globOf(sources);
  const more = Object.entries(moreThan ?? {});
  return {
    ...rule,
    strictness: strictnessOf(rule.action),
    looksFor: signals !== undefined ? "signals" : aboutParts ? "parts" : "exchange",
    appliesTo: (exchange) =>
      fitsSubject(exchange) &&
      !excluded(exchange) &&
      (dataClasses === undefined || dataClasses.some((one) => exchange.dataClasses.includes(one))),
    fitsSignal: signalMatcher(signals ?? {}),
    fitsPart: (part) =>
      !aboutParts ||
      (part !== undefined &&
        (stages === undefined || stages.includes(part.stage)) &&
        (roles === undefined || roles.includes(part.role)) &&
        (fitsSource === undefined || (part.source !== undefined && fitsSource(part.source)))),
    // Safe: the keys of `moreThan` are those of `Facts`, by the schema.
    fitsFacts: (facts) =>
      more.every(([fact, limit]) => limit === undefined || facts[fact as keyof Facts] > limit),
  };
}

function signalMatcher(
  conditions: NonNullable<RuleDocument["when"]["signals"]>,
): (signal: Signal) => boolean {
  const { minScore = 0, validated } = conditions;
  const detectors = conditions.detectors === undefined ? undefined : globOf(conditions.detectors);
  const rules = conditions.rules === undefined ? undefined : globOf(conditions.rules);
  const categories = conditions.categories === undefined ? undefined : new Set(conditions.categories);
  return (signal) =>
    signal.score >= minScore &&
    (detectors === undefined || detectors(signal.detector)) &&
    (rules === undefined || rules(signal.rule)) &&
    (categories === undefined || categories.has(signal.category)) &&
    (validated === undefined || (signal.validated ?? false) === validated);
}

import type { Band, MatchedFact, Threat } from "../../contracts/index.ts";
import type { Control, LoadedSystem } from "../../system/index.ts";
import type { Rule } from "../rules/schema.ts";
import type { ThreatRules } from "../rules/load.ts";
import type { Element } from "./because.ts";
import type { Facts } from "./facts.ts";
import { Matcher } from "./match.ts";
import type { Way } from "./reach.ts";

const MOST_LOWERED = 3;

/**
 * Instantiates the rules on a system: each rule once for every element where all its conditions hold,
 * in the order of the rules and of the manifest. The facts that matched stay with the threat.
 *
 * Likelihood is the rule's, less one for each control that treats it, stands on it and whose test has
 * passed, by three at most and never below 1. Impact is the rule's.
 *
 * @example modelThreats(await loadSystem("system.yaml"), loadThreatRules()).map(({ id }) => id) // ["T01@F4", …]
 */
export function modelThreats(loaded: LoadedSystem, rules: ThreatRules): Threat[] {
  const matcher = new Matcher(loaded.manifest);
  return rules.rules.flatMap((compiled) =>
    matcher.elements(compiled.rule.target).flatMap((element) => {
      const match = matcher.match(compiled, element);
      if (match.kind !== "fires") return [];
      return [threatOf(matcher.facts, compiled.rule, element, match.matched, match.way)];
    }),
  );
}

/** Something the manifest does not say, and that decides whether a threat is there. */
export interface OpenQuestion {
  readonly rule: string;
  readonly title: string;
  readonly element: string;
  /** Paths as the rule asks for them, such as `c.recovery`. */
  readonly unstated: readonly string[];
}

/** Where a rule could not be decided because the manifest is silent. Silence is not safety. */
export function openQuestions(loaded: LoadedSystem, rules: ThreatRules): OpenQuestion[] {
  const matcher = new Matcher(loaded.manifest);
  return rules.rules.flatMap((compiled) =>
    matcher.elements(compiled.rule.target).flatMap((element) => {
      const match = matcher.match(compiled, element);
      if (match.kind !== "undecided") return [];
      const { id: rule, emit } = compiled.rule;
      return [{ rule, title: emit.title, element: element.id, unstated: match.unstated }];
    }),
  );
}

function threatOf(
  facts: Facts,
  rule: Rule,
  element: Element,
  matched: readonly MatchedFact[],
  way: Way | undefined,
): Threat {
  const { emit } = rule;
  const components = componentsOf(facts, element, way);
  const controls = facts.manifest.controls.filter((control) => treats(control, rule, element, components));
  const likelihood = Math.max(1, emit.L - Math.min(MOST_LOWERED, controls.length));
  return {
    id: `${rule.id}@${element.id}`,
    rule: rule.id,
    title: emit.title,
    element: element.id,
    target: element.target,
    components,
    actor: emit.actor,
    stride: emit.stride,
    likelihood,
    impact: emit.I,
    band: bandOf(likelihood * emit.I),
    matched: [...matched, ...controls.slice(0, MOST_LOWERED).map(loweredBy)],
    references: {
      atlas: emit.atlas,
      owaspLlm2025: emit.llm2025,
      owaspLlm2026: emit.llm2026,
      owaspAgentic: emit.asi,
      aiExchange: emit.exchange,
    },
    coveredBy: { tested: emit.tests, guarded: emit.guards, watched: emit.detect, rehearsed: emit.playbooks },
    mitigations: emit.mitigate,
  };
}

/** Likelihood × impact: 1–5 low, 6–11 medium, 12–19 high, 20–25 critical. */
export function bandOf(score: number): Band {
  if (score >= 20) return "critical";
  if (score >= 12) return "high";
  return score >= 6 ? "medium" : "low";
}

/**
 * The element, or both ends of a flow; the agents and apps next to it, because they are how it is
 * reached and what a test of the conversation speaks of; and what lies on the way, where there is one.
 */
function componentsOf(facts: Facts, element: Element, way: Way | undefined): string[] {
  const found = new Set<string>();
  const { flows } = facts.manifest;
  if (element.target === "flow") {
    found.add(element.flow.from);
    found.add(element.flow.to);
  }
  if (element.target === "component") {
    found.add(element.id);
    for (const flow of flows) {
      const other = flow.from === element.id ? flow.to : flow.to === element.id ? flow.from : undefined;
      const kind = other === undefined ? undefined : facts.components.get(other)?.kind;
      if (other !== undefined && (kind === "agent" || kind === "app")) found.add(other);
    }
  }
  const taken = new Set(way?.flows);
  for (const flow of flows) if (taken.has(flow.id)) found.add(flow.from).add(flow.to);
  return [...found];
}

/** A control without a passing test counts as absent. */
function treats(control: Control, rule: Rule, element: Element, components: readonly string[]): boolean {
  if (control.last_result?.pass !== true || !rule.emit.mitigate.includes(control.kind)) return false;
  return control.on.some((id) => id === "sys" || id === element.id || components.includes(id));
}

const loweredBy = (control: Control): MatchedFact => ({
  path: "control",
  value: control.id,
  because: `${control.id} (${control.kind}) is in place and its test passed on ${control.last_result?.at ?? "an unknown date"}: likelihood one lower`,
});

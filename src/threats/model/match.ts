import type { JsonValue, MatchedFact } from "../../contracts/index.ts";
import type { Component } from "../../system/index.ts";
import type { CompiledRule } from "../rules/compile.ts";
import type { Condition, ReachEnd } from "../rules/condition.ts";
import { matchedFact, matchedWay, type Element } from "./because.ts";
import { componentFact, factsOf, flowFact, systemFact, type Fact, type Facts } from "./facts.ts";
import { flowGraph, waysFrom, type FlowGraph, type Reached, type Way } from "./reach.ts";
import { satisfies } from "./satisfies.ts";
import type { SystemManifest } from "../../system/index.ts";

/** What a rule found out about one element. */
export type Match =
  | { readonly kind: "fires"; readonly matched: readonly MatchedFact[]; readonly way: Way | undefined }
  /** Everything that is stated fits; these paths are not stated. */
  | { readonly kind: "undecided"; readonly unstated: readonly string[] }
  | { readonly kind: "does-not-fire" };

/** Tries rules on the elements of one manifest. Ways are searched once for each starting set. */
export class Matcher {
  readonly facts: Facts;
  readonly #graph: FlowGraph;
  readonly #ways = new Map<string, Reached>();

  constructor(manifest: SystemManifest) {
    this.facts = factsOf(manifest);
    this.#graph = flowGraph(manifest);
  }

  elements(target: CompiledRule["rule"]["target"]): Element[] {
    const { components, flows } = this.facts.manifest;
    if (target === "component")
      return components.map((component) => ({ target, id: component.id, component }));
    if (target === "flow") return flows.map((flow) => ({ target, id: flow.id, flow }));
    return [{ target, id: "sys" }];
  }

  match(rule: CompiledRule, element: Element): Match {
    const matched: MatchedFact[] = [];
    const unstated: string[] = [];
    for (const condition of rule.conditions) {
      const fact = this.#fact(element, condition);
      const answer = satisfies(fact, condition.demand);
      if (answer === "no") return { kind: "does-not-fire" };
      if (answer === "unknown") unstated.push(condition.path);
      else matched.push(matchedFact(this.facts, element, condition, valueOf(fact)));
    }
    let way: Way | undefined;
    if (rule.reach !== undefined) {
      way = this.#way(rule.reach.from, rule.reach.to, element);
      if (way === undefined) return { kind: "does-not-fire" };
      matched.push(matchedWay(way));
    }
    return unstated.length > 0 ? { kind: "undecided", unstated } : { kind: "fires", matched, way };
  }

  #fact(element: Element, condition: Condition): Fact {
    if (condition.path.startsWith("sys.")) return systemFact(this.facts, condition.steps);
    if (element.target === "component") return componentFact(this.facts, element.component, condition.steps);
    if (element.target === "flow") return flowFact(this.facts, element.flow, condition.steps);
    return systemFact(this.facts, condition.steps);
  }

  /** A way to the element ends where a flow starts, and one from it starts where the flow ends. */
  #way(from: ReachEnd, to: ReachEnd, element: Element): Way | undefined {
    const ways = this.#waysFrom(from, element);
    if (to === "self") {
      const end = element.target === "flow" ? element.flow.from : element.id;
      return ways.way(end);
    }
    const ends = this.#fitting(to).flatMap(({ id }) => ways.way(id) ?? []);
    return ends.reduce<Way | undefined>(
      (best, way) => (best === undefined || way.flows.length < best.flows.length ? way : best),
      undefined,
    );
  }

  #waysFrom(from: ReachEnd, element: Element): Reached {
    const start = element.target === "flow" ? element.flow.to : element.id;
    const key = from === "self" ? `self ${start}` : JSON.stringify(from);
    const known = this.#ways.get(key);
    if (known !== undefined) return known;
    const sources =
      from === "self" ? this.facts.manifest.components.filter(({ id }) => id === start) : this.#fitting(from);
    const ways = waysFrom(this.#graph, sources);
    this.#ways.set(key, ways);
    return ways;
  }

  #fitting(conditions: readonly Condition[]): Component[] {
    return this.facts.manifest.components.filter((component) =>
      conditions.every(
        ({ steps, demand }) => satisfies(componentFact(this.facts, component, steps), demand) === "yes",
      ),
    );
  }
}

const valueOf = (fact: Fact): JsonValue => (fact.kind === "stated" ? fact.value : null);

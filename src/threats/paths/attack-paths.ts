import type { Component, Flow, LoadedSystem } from "../../system/index.ts";
import { factsOf, sensitivityOf, type Facts } from "../model/facts.ts";
import { flowGraph, waysFrom, type Way } from "../model/reach.ts";

/** A way for somebody's text to become an act: source → agent → something that has an effect. */
export interface AttackPath {
  /** The outsider's component. */
  readonly source: string;
  readonly agent: string;
  readonly sink: string;
  /** What the sink can do; `render` for a page that follows any link. */
  readonly effects: readonly string[];
  /** All flows taken, in order. */
  readonly flows: readonly string[];
  /** All components passed, in order. */
  readonly components: readonly string[];
  /** Confidential and restricted data classes that come into the agent's reach. */
  readonly sensitive: readonly string[];
  /** Untrusted text, private data and a way out, all at one agent. */
  readonly trifecta: boolean;
}

/**
 * Every shortest path from what an outsider writes, through an agent, to what the agent can bring about.
 * Sources are external parties, and users and content of zones of trust 0; sinks are tools that
 * write, move money, communicate or run code, and user interfaces that render any link.
 * Chains matter more than single threats: any one cut on a path breaks it.
 */
export function attackPaths(loaded: LoadedSystem): AttackPath[] {
  const facts = factsOf(loaded.manifest);
  const graph = flowGraph(loaded.manifest);
  const flows = new Map(loaded.manifest.flows.map((flow) => [flow.id, flow]));
  const agents = loaded.manifest.components.filter(({ kind }) => kind === "agent" || kind === "app");
  const ends = agents.map((agent) => ({
    agent,
    sensitive: sensitiveAt(facts, agent.id),
    sinks: sinksOf(facts, graph.out.get(agent.id) ?? []),
  }));
  const paths: AttackPath[] = [];
  for (const source of loaded.manifest.components) {
    if (!isSource(facts, source)) continue;
    const ways = waysFrom(graph, [source]);
    for (const { agent, sensitive, sinks } of ends) {
      const way = sinks.length === 0 ? undefined : ways.way(agent.id);
      if (way === undefined) continue;
      for (const { flow, effects } of sinks) {
        if (paths.length === MOST_PATHS) return paths;
        paths.push(pathOf(way, agent, flow, effects, sensitive, flows));
      }
    }
  }
  return paths;
}

/** Sources × agents × sinks grows fast; nobody reads more than this, and hostile manifests must not fill the memory. */
export const MOST_PATHS = 1000;

function pathOf(
  way: Way,
  agent: Component,
  last: Flow,
  effects: readonly string[],
  sensitive: readonly string[],
  flows: ReadonlyMap<string, Flow>,
): AttackPath {
  const passed = way.flows.map((id) => flows.get(id)?.to ?? id);
  const outward = effects.some(
    (effect) => effect === "communicate" || effect === "render" || effect === "code",
  );
  return {
    source: way.from,
    agent: agent.id,
    sink: last.to,
    effects,
    flows: [...way.flows, last.id],
    components: [way.from, ...passed, last.to],
    sensitive,
    trifecta: outward && sensitive.length > 0,
  };
}

function isSource(facts: Facts, component: Component): boolean {
  if (component.kind === "external_party") return true;
  const trust = facts.zones.get(component.zone)?.trust;
  return trust === 0 && (component.kind === "user" || component.kind === "content_source");
}

function sinksOf(facts: Facts, out: readonly Flow[]): { flow: Flow; effects: readonly string[] }[] {
  const seen = new Set<string>();
  return out.flatMap((flow) => {
    const target = facts.components.get(flow.to);
    const effects = target === undefined ? [] : effectsOf(target);
    if (effects.length === 0 || seen.has(flow.to)) return [];
    seen.add(flow.to);
    return [{ flow, effects }];
  });
}

function effectsOf(component: Component): readonly string[] {
  if (component.kind === "tool" || component.kind === "mcp_server")
    return (component.effects ?? []).filter((effect) => effect !== "read");
  const follows = component.kind === "ui" && component.link_policy === "allow-any";
  return follows && (component.renders === "markdown" || component.renders === "html") ? ["render"] : [];
}

function sensitiveAt(facts: Facts, agent: string): string[] {
  const found = facts.manifest.flows
    .filter(({ from, to }) => from === agent || to === agent)
    .filter((flow) => ["confidential", "restricted"].includes(sensitivityOf(facts, flow) ?? ""))
    .flatMap(({ data }) => data)
    .filter((id) => ["confidential", "restricted"].includes(facts.classes.get(id)?.sensitivity ?? ""))
    // What the attacker wrote is no secret to the attacker.
    .filter((id) => !facts.classes.get(id)?.tags.includes("untrusted"));
  return [...new Set(found)].sort();
}

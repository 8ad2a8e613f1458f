import type { Component, Flow, SystemManifest } from "../../system/index.ts";

/** A way from one component to another, as the flows taken. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly flows: readonly string[];
}

/** The directed graph of flows, in the order of the manifest, so that answers do not vary. */
export interface FlowGraph {
  readonly out: ReadonlyMap<string, readonly Flow[]>;
}

export function flowGraph(manifest: SystemManifest): FlowGraph {
  const out = new Map<string, Flow[]>();
  for (const flow of manifest.flows) {
    const list = out.get(flow.from);
    if (list === undefined) out.set(flow.from, [flow]);
    else list.push(flow);
  }
  return { out };
}

/** Everything that can be reached from some sources. Ways are written out only when somebody asks. */
export interface Reached {
  /** The shortest way to a component, at least one flow long; undefined when there is none. */
  way(to: string): Way | undefined;
}

/**
 * Shortest ways from any of the sources to every component that can be reached, by breadth-first search
 * from all sources at once. Linear in components and flows; cycles are fine. A source itself is
 * reached when a cycle leads back to it or another source leads to it.
 */
export function waysFrom(graph: FlowGraph, sources: readonly Component[]): Reached {
  /** The flow by which each component was first reached. */
  const by = new Map<string, Flow>();
  const starts = new Set(sources.map(({ id }) => id));
  const entered = new Set(starts);
  const queue = [...starts];
  for (let next = 0; next < queue.length; next += 1) {
    for (const flow of graph.out.get(queue[next] ?? "") ?? []) {
      if (!by.has(flow.to)) by.set(flow.to, flow);
      if (entered.has(flow.to)) continue;
      entered.add(flow.to);
      queue.push(flow.to);
    }
  }
  return { way: (to) => wayTo(to, by, starts) };
}

function wayTo(to: string, by: ReadonlyMap<string, Flow>, starts: ReadonlySet<string>): Way | undefined {
  const flows: string[] = [];
  let at = to;
  do {
    const flow = by.get(at);
    if (flow === undefined) return undefined;
    flows.push(flow.id);
    at = flow.from;
  } while (!starts.has(at));
  return { from: at, to, flows: flows.reverse() };
}

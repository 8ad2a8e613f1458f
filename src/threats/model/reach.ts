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

/**
 * Shortest ways from any of the sources to every component that can be reached, by breadth-first search
 * from all sources at once; at least one flow long. Linear in components and flows; cycles are fine.
 */
export function waysFrom(graph: FlowGraph, sources: readonly Component[]): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  const queue: Way[] = sources.map(({ id }) => ({ from: id, to: id, flows: [] }));
  const entered = new Set<string>();
  for (let next = 0; next < queue.length; next += 1) {
    const way = queue[next];
    if (way === undefined || entered.has(way.to)) continue;
    entered.add(way.to);
    for (const flow of graph.out.get(way.to) ?? []) {
      if (ways.has(flow.to)) continue;
      const longer = { from: way.from, to: flow.to, flows: [...way.flows, flow.id] };
      ways.set(flow.to, longer);
      queue.push(longer);
    }
  }
  return ways;
}

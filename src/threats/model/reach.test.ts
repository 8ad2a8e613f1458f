import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Component, Flow, SystemManifest } from "../../system/index.ts";
import { flowGraph, waysFrom } from "./reach.ts";

const NODES = 7;
const id = (n: number): string => `c${n}`;
const edges = fc.array(fc.tuple(fc.nat(NODES - 1), fc.nat(NODES - 1)), { maxLength: 16 });
const graphOf = (
  list: readonly (readonly [number, number])[],
): { flows: Flow[]; graph: ReturnType<typeof flowGraph> } => {
  const flows = list.map(([from, to], i): Flow => ({ id: `F${i}`, from: id(from), to: id(to), data: [] }));
  // Only the flows are looked at.
  return { flows, graph: flowGraph({ flows } as unknown as SystemManifest) };
};
const component = (n: number): Component => ({ id: id(n), kind: "external_party", zone: "z" });

/** Fewest flows between all pairs, at least one, by relaxing until nothing improves. */
function distances(list: readonly (readonly [number, number])[]): number[][] {
  const far = Array.from({ length: NODES }, () =>
    Array.from({ length: NODES }, () => Number.POSITIVE_INFINITY),
  );
  for (const [a, b] of list) far[a]![b] = 1;
  for (let k = 0; k < NODES; k += 1)
    for (let i = 0; i < NODES; i += 1)
      for (let j = 0; j < NODES; j += 1) far[i]![j] = Math.min(far[i]![j]!, far[i]![k]! + far[k]![j]!);
  return far;
}

describe("waysFrom", () => {
  it("finds a shortest way exactly where there is one, from one source", () => {
    fc.assert(
      fc.property(edges, fc.nat(NODES - 1), (list, source) => {
        const ways = waysFrom(graphOf(list).graph, [component(source)]);
        const far = distances(list);
        for (let to = 0; to < NODES; to += 1)
          expect(ways.way(id(to))?.flows.length ?? Number.POSITIVE_INFINITY).toBe(far[source]![to]);
      }),
    );
  });

  it("gives ways whose flows join up, from any of several sources", () => {
    fc.assert(
      fc.property(edges, fc.subarray([0, 1, 2, 3]), (list, sources) => {
        const { flows, graph } = graphOf(list);
        const byId = new Map(flows.map((flow) => [flow.id, flow]));
        const ways = waysFrom(graph, sources.map(component));
        const far = distances(list);
        for (let to = 0; to < NODES; to += 1) {
          const way = ways.way(id(to));
          expect(way !== undefined).toBe(
            sources.some((source) => far[source]![to]! < Number.POSITIVE_INFINITY),
          );
          if (way === undefined) continue;
          expect(sources.map(id)).toContain(way.from);
          let at = way.from;
          for (const step of way.flows) {
            expect(byId.get(step)?.from).toBe(at);
            at = byId.get(step)?.to ?? "";
          }
          expect(at).toBe(id(to));
        }
      }),
    );
  });
});

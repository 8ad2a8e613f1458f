import { checkLicences, type LicenceNote } from "../licences/check-licences.ts";
import type { LineageEdge, LineageNode } from "./lineage.ts";

/** What stands out about the licence of one model, given all that it was made from. */
export interface LineageLicenceNote extends LicenceNote {
  /** The model, such as `artifact:tuned`. */
  readonly id: string;
}

/**
 * Licences along a lineage. A restriction of a base's base still binds, so everything that a model was made from
 * is looked at, at any distance. Code that trained it passes no licence on and is left out; so are models that
 * were made from nothing the manifest names.
 *
 * @example lineageLicences(nodes, edges)[0]?.message // "artifact:base is under llama3.1 (…); mit does not carry that on."
 */
export function lineageLicences(
  nodes: readonly LineageNode[],
  edges: readonly LineageEdge[],
): readonly LineageLicenceNote[] {
  const byId = new Map(nodes.map((node) => [node.id, node] as const));
  const parents = new Map<string, string[]>();
  for (const { from, to, what } of edges) {
    if (what === "trained by") continue;
    const list = parents.get(from);
    if (list === undefined) parents.set(from, [to]);
    else list.push(to);
  }
  return [...parents.keys()].flatMap((id) => {
    const bases = ancestorsOf(id, parents).map((name) => ({ name, licences: licencesOf(byId.get(name)) }));
    return checkLicences(licencesOf(byId.get(id)), bases).notes.map((note) => ({ id, ...note }));
  });
}

const licencesOf = (node: LineageNode | undefined): readonly string[] =>
  node?.licence === undefined ? [] : [node.licence];

/** Each once, nearest first; a model that is made from itself is not its own ancestor. */
function ancestorsOf(id: string, parents: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set<string>();
  const waiting = [...(parents.get(id) ?? [])];
  // The list grows while it is walked; every id enters its parents once.
  for (const one of waiting) {
    if (one === id || found.has(one)) continue;
    found.add(one);
    waiting.push(...(parents.get(one) ?? []));
  }
  return [...found];
}

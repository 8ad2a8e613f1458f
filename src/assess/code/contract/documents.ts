import type { Placed } from "./facts.ts";

/** A value of YAML or JSON with its place; the document is a tree of these. */
export type DataNode = Placed & { readonly keyAt?: Placed["at"] } & (
    | { readonly kind: "map"; readonly entries: ReadonlyMap<string, DataNode> }
    | { readonly kind: "list"; readonly items: readonly DataNode[] }
    | { readonly kind: "scalar"; readonly value: string | number | boolean | null }
  );

/** The node at a path of keys and indices. @example at(document, "mcpServers", "git", "args", 0) */
export function at(node: DataNode | undefined, ...path: readonly (string | number)[]): DataNode | undefined {
  let here = node;
  for (const step of path) {
    if (typeof step === "number") here = here?.kind === "list" ? here.items[step] : undefined;
    else here = here?.kind === "map" ? here.entries.get(step) : undefined;
  }
  return here;
}

export const scalarOf = (node: DataNode | undefined): string | number | boolean | null | undefined =>
  node?.kind === "scalar" ? node.value : undefined;
export const entriesOf = (node: DataNode | undefined): readonly (readonly [string, DataNode])[] =>
  node?.kind === "map" ? [...node.entries] : [];
export const nodesOf = (node: DataNode | undefined): readonly DataNode[] =>
  node?.kind === "list" ? node.items : [];

/** Every node with the path to it, parents first. */
export function* walk(
  node: DataNode | undefined,
  path: readonly (string | number)[] = [],
): Generator<{ readonly node: DataNode; readonly path: readonly (string | number)[] }> {
  if (node === undefined) return;
  yield { node, path };
  if (node.kind === "map") for (const [key, child] of node.entries) yield* walk(child, [...path, key]);
  if (node.kind === "list") for (const [i, child] of node.items.entries()) yield* walk(child, [...path, i]);
}

/** One instruction of a Dockerfile, continued lines joined. */
export interface DockerInstruction extends Placed {
  /** Upper case: `RUN`, `FROM`, `ENV`. */
  readonly instruction: string;
  readonly text: string;
}

/** One command of a shell script, of `RUN` or of a workflow's `run:`. */
export interface ShellCommand extends Placed {
  /** Words as a shell splits them, quotes taken off; variables stay as written. */
  readonly words: readonly string[];
  /** The command that its output is piped into, if any. */
  readonly pipedTo?: ShellCommand;
  readonly text: string;
}

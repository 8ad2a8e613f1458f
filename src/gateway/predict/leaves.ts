import type { JsonValue } from "../../contracts/index.ts";

/** A value that holds no others. */
export type Leaf = string | number | boolean | null;

/** The values at the ends of nested lists, in order; undefined when there is an object among them. Linear. */
export function leavesOf(value: JsonValue | undefined): readonly Leaf[] | undefined {
  const leaves: Leaf[] = [];
  return collect(value, leaves) ? leaves : undefined;
}

function collect(value: JsonValue | undefined, into: Leaf[]): boolean {
  if (value === undefined) return false;
  if (typeof value !== "object" || value === null) {
    into.push(value);
    return true;
  }
  return Array.isArray(value) && value.every((item) => collect(item as JsonValue, into));
}

export type Scalar = string | number | boolean;

/** What a condition demands of a fact. */
export type Demand =
  | { readonly op: "is"; readonly value: Scalar }
  | { readonly op: "one-of"; readonly values: readonly Scalar[] }
  | { readonly op: "has"; readonly value: string }
  | { readonly op: "not"; readonly value: string }
  | { readonly op: "at-least"; readonly bound: number }
  | { readonly op: "missing" };

/** A condition, ready to be asked: `f.src.kind` becomes `["src", "kind"]` in the scope of the rule. */
export interface Condition {
  /** As the rule writes it. */
  readonly path: string;
  readonly steps: readonly string[];
  readonly demand: Demand;
}

/** One end of a `reach`: the element itself, or every component that fits the conditions. */
export type ReachEnd = "self" | readonly Condition[];

export interface Reach {
  readonly from: ReachEnd;
  readonly to: ReachEnd;
}

/** Reads the small language of values: `has:x`, `not:x`, `>=n`, `missing`, lists and plain values. */
export function demandOf(value: Scalar | readonly Scalar[]): Demand {
  if (isList(value)) return { op: "one-of", values: value };
  if (typeof value !== "string") return { op: "is", value };
  if (value === "missing") return { op: "missing" };
  if (value.startsWith("has:")) return { op: "has", value: value.slice(4) };
  if (value.startsWith("not:")) return { op: "not", value: value.slice(4) };
  const bound = /^>=(\d{1,9})$/.exec(value)?.[1];
  return bound === undefined ? { op: "is", value } : { op: "at-least", bound: Number(bound) };
}

// `Array.isArray` does not narrow readonly arrays out of the union.
const isList = (value: Scalar | readonly Scalar[]): value is readonly Scalar[] => Array.isArray(value);

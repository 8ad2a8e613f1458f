import type { JsonValue } from "../../contracts/index.ts";
import type { Demand } from "../rules/condition.ts";
import type { Fact } from "./facts.ts";

/** `unknown` means: the manifest does not say, and the answer depends on it. */
export type Answer = "yes" | "no" | "unknown";

export function satisfies(fact: Fact, demand: Demand): Answer {
  switch (fact.kind) {
    case "inapplicable":
      return "no";
    case "unstated":
      // `not:x` and `missing` ask for the absence of something good; not stated counts as absent.
      return demand.op === "missing" || demand.op === "not" ? "yes" : "unknown";
    case "stated":
      return holds(fact.value, demand) ? "yes" : "no";
  }
  return "no";
}

function holds(value: JsonValue, demand: Demand): boolean {
  switch (demand.op) {
    case "is":
      return value === demand.value;
    case "one-of":
      return demand.values.some((option) => option === value);
    case "has":
      return Array.isArray(value) && value.includes(demand.value);
    case "not":
      return Array.isArray(value) ? !value.includes(demand.value) : value !== demand.value;
    case "at-least":
      return Array.isArray(value)
        ? value.length >= demand.bound
        : typeof value === "number" && value >= demand.bound;
    case "missing":
      return false;
  }
  return false;
}

import type { JsonValue, MatchedFact } from "../../contracts/index.ts";
import type { Component, Flow } from "../../system/index.ts";
import type { Condition } from "../rules/condition.ts";
import type { Facts } from "./facts.ts";
import type { Way } from "./reach.ts";

/** The thing a rule was tried on. */
export type Element =
  | { readonly target: "component"; readonly id: string; readonly component: Component }
  | { readonly target: "flow"; readonly id: string; readonly flow: Flow }
  | { readonly target: "system"; readonly id: "sys" };

/** Keeps a matched fact with a sentence that a person can check against the manifest. */
export function matchedFact(
  facts: Facts,
  element: Element,
  condition: Condition,
  value: JsonValue,
): MatchedFact {
  return { path: condition.path, value, because: sentence(facts, element, condition, value) };
}

export function matchedWay(way: Way): MatchedFact {
  return {
    path: "reach",
    value: [...way.flows],
    because: `${way.from} reaches ${way.to} over ${way.flows.join(", ")}`,
  };
}

function sentence(facts: Facts, element: Element, condition: Condition, value: JsonValue): string {
  if (condition.path.startsWith("sys."))
    return `the system has ${condition.steps.join(".")}: ${shown(value)}`;
  if (element.target === "component") return ofComponent(element.id, condition.steps, condition, value);
  if (element.target === "flow") return ofFlow(facts, element.flow, condition, value);
  return `${condition.path} is ${shown(value)}`;
}

function ofComponent(id: string, steps: readonly string[], condition: Condition, value: JsonValue): string {
  const name = steps.join(".");
  if (name === "kind") return `${id} is a component of kind ${shown(value)}`;
  if (value === null) return `${id} does not state ${name}`;
  const { demand } = condition;
  if (demand.op === "has") return `${id} has ${demand.value} among its ${name}`;
  if (demand.op === "at-least" && Array.isArray(value))
    return `${id} has ${value.length} ${name} (${shown(value)})`;
  return `${id} has ${name}: ${shown(value)}`;
}

function ofFlow(facts: Facts, flow: Flow, condition: Condition, value: JsonValue): string {
  const [head, ...rest] = condition.steps;
  if (head === "src" || head === "dst") {
    const end = head === "src" ? flow.from : flow.to;
    if (rest.join(".") === "kind") {
      const kind = facts.components.get(end)?.kind ?? "component";
      return `${flow.id} ${head === "src" ? "comes from" : "goes to"} ${end}, of kind ${kind}`;
    }
    return ofComponent(end, rest, condition, value);
  }
  if (head === "untrusted" && value === true) return `${flow.id} carries text that outsiders write`;
  if (head === "tool_call" && value === true) return `${flow.id} is a tool call`;
  if (head === "model_output" && value === true) return `${flow.id} carries model output`;
  if (head === "sens")
    return `${flow.id} carries ${shown(value)} data (${carriers(facts, flow, (c) => c.sensitivity === value)})`;
  if (head === "tags" && condition.demand.op === "has") {
    const tag = condition.demand.value;
    return `${flow.id} carries ${carriers(facts, flow, (c) => c.tags.includes(tag))} (${tag}) from ${flow.from} to ${flow.to}`;
  }
  return `${flow.id} has ${condition.steps.join(".")}: ${shown(value)}`;
}

type DataClass = Facts["manifest"]["data_classes"][number];

const carriers = (facts: Facts, flow: Flow, fits: (item: DataClass) => boolean): string =>
  flow.data
    .filter((id) => {
      const item = facts.classes.get(id);
      return item !== undefined && fits(item);
    })
    .join(", ");

const shown = (value: JsonValue): string =>
  Array.isArray(value)
    ? value.map(String).join(", ")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

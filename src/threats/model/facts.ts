import type { JsonValue } from "../../contracts/index.ts";
import type { Component, Flow, SystemManifest } from "../../system/index.ts";
import { attributesOf } from "../rules/types.ts";

/** What the manifest says about one path. `unstated` is not `no`: nobody has told us. */
export type Fact =
  | { readonly kind: "stated"; readonly value: JsonValue }
  | { readonly kind: "unstated" }
  /** A component of this kind has no such attribute. */
  | { readonly kind: "inapplicable" };

/** The manifest with its references followed. */
export interface Facts {
  readonly manifest: SystemManifest;
  readonly components: ReadonlyMap<string, Component>;
  readonly zones: ReadonlyMap<string, SystemManifest["zones"][number]>;
  readonly classes: ReadonlyMap<string, SystemManifest["data_classes"][number]>;
}

export function factsOf(manifest: SystemManifest): Facts {
  const index = <Item extends { readonly id: string }>(list: readonly Item[]): Map<string, Item> =>
    new Map(list.map((item) => [item.id, item]));
  return {
    manifest,
    components: index(manifest.components),
    zones: index(manifest.zones),
    classes: index(manifest.data_classes),
  };
}

export function systemFact(facts: Facts, steps: readonly string[]): Fact {
  return walk(facts.manifest.system, steps);
}

export function componentFact(facts: Facts, component: Component, steps: readonly string[]): Fact {
  const [head, ...rest] = steps;
  if (head === "zone" && rest.length > 0) return walk(facts.zones.get(component.zone), rest);
  if (head === undefined || !Object.hasOwn(attributesOf(component.kind), head))
    return { kind: "inapplicable" };
  return walk(component, steps);
}

/** Marks of a flow that count as false where they are left out, as the schema says. */
const MARKS = new Set(["untrusted", "tool_call", "model_output"]);

export function flowFact(facts: Facts, flow: Flow, steps: readonly string[]): Fact {
  const [head, ...rest] = steps;
  if (head === "src" || head === "dst") {
    const component = facts.components.get(head === "src" ? flow.from : flow.to);
    return component === undefined ? { kind: "inapplicable" } : componentFact(facts, component, rest);
  }
  if (head === "tags") return { kind: "stated", value: tagsOf(facts, flow) };
  if (head === "sens") {
    const sensitivity = sensitivityOf(facts, flow);
    return sensitivity === undefined ? { kind: "inapplicable" } : { kind: "stated", value: sensitivity };
  }
  const fact = walk(flow, steps);
  return fact.kind === "unstated" && head !== undefined && MARKS.has(head)
    ? { kind: "stated", value: false }
    : fact;
}

const LEVELS = ["public", "internal", "confidential", "restricted"] as const;

/** The most sensitive class that a flow carries. */
export function sensitivityOf(facts: Facts, flow: Flow): (typeof LEVELS)[number] | undefined {
  const highest = Math.max(
    -1,
    ...flow.data.map((id) => LEVELS.indexOf(facts.classes.get(id)?.sensitivity ?? "public")),
  );
  return LEVELS[highest];
}

export function tagsOf(facts: Facts, flow: Flow): string[] {
  return [...new Set(flow.data.flatMap((id) => facts.classes.get(id)?.tags ?? []))].sort();
}

function walk(from: unknown, steps: readonly string[]): Fact {
  let held = from;
  for (const [index, step] of steps.entries()) {
    if (typeof held !== "object" || held === null) return { kind: "inapplicable" };
    if (!Object.hasOwn(held, step)) {
      // A stated mapping that lacks the key (an `approval` without `transfer`) says: there is no such thing.
      return index > 0 && !Array.isArray(from) && isOpenMapping(steps)
        ? { kind: "inapplicable" }
        : { kind: "unstated" };
    }
    // Safe: `step` is an own key of `held`.
    held = (held as Record<string, unknown>)[step];
  }
  // Safe: the manifest is JSON data.
  return held === undefined ? { kind: "unstated" } : { kind: "stated", value: held as JsonValue };
}

const isOpenMapping = (steps: readonly string[]): boolean => steps[0] === "approval";

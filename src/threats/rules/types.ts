import { manifestVocabulary, type FactType, type Fields } from "../../system/index.ts";
import type { Demand, Scalar } from "./condition.ts";
import type { RuleScope } from "./schema.ts";

const vocabulary = manifestVocabulary();

/** The types a path can have, one for each component kind it may meet; empty when no manifest can state it. */
export function typesAt(scope: RuleScope, steps: readonly string[], kinds: readonly string[]): FactType[] {
  if (scope === "component") return componentTypes(steps, kinds);
  if (scope === "system") return walk({ kind: "object", fields: vocabulary.system }, steps);
  const [head, ...rest] = steps;
  if (head === "src" || head === "dst") return componentTypes(rest, kinds);
  return walk({ kind: "object", fields: flowFields }, steps);
}

/** Everything a rule may ask at the first step, for "did you mean". */
export function wordsAt(scope: RuleScope, steps: readonly string[]): string[] {
  if (scope === "system") return Object.keys(vocabulary.system);
  if (scope === "flow" && steps[0] !== "src" && steps[0] !== "dst")
    return [...Object.keys(flowFields), "src", "dst"];
  return [...new Set(Object.values(vocabulary.components).flatMap((fields) => Object.keys(fields)))];
}

/** Component kinds, for conditions on `kind`. */
export const componentKinds: readonly string[] = Object.keys(vocabulary.components);

/** The attributes that a component of this kind can have. */
export const attributesOf = (kind: string): Fields => vocabulary.components[kind] ?? {};

/** What a flow states, and what follows from the data classes it carries. */
const flowFields: Fields = {
  ...vocabulary.flow,
  tags: vocabulary.dataClass["tags"] ?? { kind: "other" },
  sens: vocabulary.dataClass["sensitivity"] ?? { kind: "other" },
};

function componentTypes(steps: readonly string[], kinds: readonly string[]): FactType[] {
  const [head, ...rest] = steps;
  if (head === "kind" && rest.length === 0) return [{ kind: "enum", values: componentKinds }];
  if (head === "zone" && rest.length > 0) return walk({ kind: "object", fields: vocabulary.zone }, rest);
  const fitting = kinds.length === 0 ? componentKinds : kinds;
  return fitting.flatMap((kind) => walk({ kind: "object", fields: attributesOf(kind) }, steps));
}

function walk(type: FactType, steps: readonly string[]): FactType[] {
  const [head, ...rest] = steps;
  if (head === undefined) return [type];
  if (type.kind === "record") return walk(type.of, rest);
  if (type.kind !== "object" || !Object.hasOwn(type.fields, head)) return [];
  const next = type.fields[head];
  return next === undefined ? [] : walk(next, rest);
}

/** Whether a fact of this type can ever satisfy the demand. */
export function canSatisfy(type: FactType, demand: Demand): boolean {
  if (type.kind === "union") return type.of.some((branch) => canSatisfy(branch, demand));
  switch (demand.op) {
    case "missing":
      return true;
    case "at-least":
      return type.kind === "number" || type.kind === "list";
    case "has":
      return type.kind === "list" && canBe(type.of, demand.value);
    case "not":
      return canBe(type.kind === "list" ? type.of : type, demand.value);
    case "is":
      return canBe(type, demand.value);
    case "one-of":
      return demand.values.every((value) => canBe(type, value));
  }
  return false;
}

function canBe(type: FactType, value: Scalar): boolean {
  if (type.kind === "union") return type.of.some((branch) => canBe(branch, value));
  if (type.kind === "enum") return typeof value === "string" && type.values.includes(value);
  if (type.kind === "text") return typeof value === "string" && (type.pattern?.test(value) ?? true);
  return type.kind === typeof value;
}

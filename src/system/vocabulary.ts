import type { z } from "zod";
import { componentSchema } from "./manifest/component.ts";
import { flowSchema } from "./manifest/flow.ts";
import { dataClassSchema, identitySchema, zoneSchema } from "./manifest/identity.ts";

/** What a fact of the manifest can be. */
export type FactType =
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "text"; readonly pattern?: RegExp }
  | { readonly kind: "number" | "boolean" | "other" }
  | { readonly kind: "list" | "record"; readonly of: FactType }
  | { readonly kind: "union"; readonly of: readonly FactType[] }
  | { readonly kind: "object"; readonly fields: Fields };
export type Fields = Readonly<Record<string, FactType>>;

/** The words a threat rule may use, read off the schema so that the two cannot drift apart. */
export interface Vocabulary {
  /** Component kind → its attributes. */
  readonly components: Readonly<Record<string, Fields>>;
  readonly flow: Fields;
  readonly zone: Fields;
  readonly system: Fields;
  readonly dataClass: Fields;
}

export function manifestVocabulary(): Vocabulary {
  const components: Record<string, Fields> = {};
  for (const option of componentSchema.options) {
    const [kind] = option.shape.kind.values;
    if (kind !== undefined) components[kind] = fieldsOf(option);
  }
  return {
    components,
    flow: fieldsOf(flowSchema),
    zone: fieldsOf(zoneSchema),
    system: fieldsOf(identitySchema),
    dataClass: fieldsOf(dataClassSchema),
  };
}

function fieldsOf(schema: z.core.$ZodObject): Fields {
  return Object.fromEntries(
    Object.entries(schema._zod.def.shape).map(([key, value]) => [key, typeOf(value)]),
  );
}

function typeOf(schema: z.core.$ZodType): FactType {
  // Safe: `def.type` tells the class of the schema, and `$ZodTypes` is the union of all of them.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "optional" || def.type === "default") return typeOf(def.innerType);
  if (def.type === "enum") return { kind: "enum", values: Object.values(def.entries).map(String) };
  if (def.type === "literal") return { kind: "enum", values: def.values.map(String) };
  if (def.type === "string") return textOf(def.checks ?? []);
  if (def.type === "number" || def.type === "boolean") return { kind: def.type };
  if (def.type === "array") return { kind: "list", of: typeOf(def.element) };
  if (def.type === "record") return { kind: "record", of: typeOf(def.valueType) };
  if (def.type === "union") return { kind: "union", of: def.options.map(typeOf) };
  if (def.type === "object") return { kind: "object", fields: fieldsOf(schema as z.core.$ZodObject) };
  return { kind: "other" };
}

function textOf(checks: readonly z.core.$ZodCheck[]): FactType {
  for (const { _zod } of checks)
    if ("pattern" in _zod.def && _zod.def.pattern instanceof RegExp)
      return { kind: "text", pattern: _zod.def.pattern };
  return { kind: "text" };
}

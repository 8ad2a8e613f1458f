import type { JsonObject, JsonValue } from "../../contracts/index.ts";

export type Json = JsonValue | undefined;

/** The value as an object, or undefined: arrays and null are none. */
export const objectOf = (value: Json): JsonObject | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? // Safe: of JSON values only objects are left.
      (value as JsonObject)
    : undefined;

/** The members of an object that are named; all others are left out. */
export function membersOf(object: JsonObject, names: ReadonlySet<string>): Record<string, JsonValue> {
  const out: Record<string, JsonValue> = {};
  for (const name of names) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    if (value !== undefined) out[name] = value;
  }
  return out;
}

export const arrayOf = (value: Json): readonly JsonValue[] | undefined =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;

export const stringOf = (value: Json): string | undefined => (typeof value === "string" ? value : undefined);

import type { JsonValue } from "../../contracts/index.ts";

/** The member of a JSON object, or undefined where there is none or the value is no object. */
export function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  // Safe: arrays were ruled out, which the compiler cannot see of readonly arrays; own members only.
  const object = value as Readonly<Record<string, JsonValue | undefined>>;
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The member where it is an object itself. */
export function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  const found = member(value, name);
  return typeof found === "object" && found !== null && !Array.isArray(found) ? found : undefined;
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  // Safe: `Array.isArray` does not narrow readonly arrays out of the union.
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

export const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;
export const numberOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === "number" ? value : undefined;

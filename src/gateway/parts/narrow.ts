import type { JsonObject, JsonValue } from "../../contracts/index.ts";

export type Json = JsonValue | undefined;

/** The value as an object, or undefined: arrays and null are none. */
export const objectOf = (value: Json): JsonObject | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? // Safe: of JSON values only objects are left.
      (value as JsonObject)
    : undefined;

export const arrayOf = (value: Json): readonly JsonValue[] | undefined =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;

export const stringOf = (value: Json): string | undefined => (typeof value === "string" ? value : undefined);

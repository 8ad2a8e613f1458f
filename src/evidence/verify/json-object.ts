import type { JsonObject } from "../../contracts/index.ts";

/** Whether a value that came out of JSON.parse is an object with members. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

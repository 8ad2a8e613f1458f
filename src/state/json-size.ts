import type { JsonValue } from "../contracts/index.ts";
import { stateErrors } from "./errors.ts";

const MAX_DEPTH = 64;

/**
 * About how many bytes a state takes: what its JSON would have, strings counted by UTF-16 unit. Walks
 * without allocating and stops at the bound. The same figure in every store.
 *
 * @throws STATE_TOO_LARGE above `atMost`, deeper than 64, or with a number that JSON does not have
 */
export function jsonSize(value: JsonValue, atMost: number): number {
  return sizeWithin(value, atMost, 0);
}

function sizeWithin(value: JsonValue | undefined, left: number, depth: number): number {
  if (value === null || value === undefined || typeof value === "boolean") return 5;
  if (typeof value === "string") return within(value.length + 2, left);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw stateErrors.tooLarge("A state holds a number that JSON cannot hold.");
    return 8;
  }
  if (depth >= MAX_DEPTH) throw stateErrors.tooLarge(`A state is nested deeper than ${MAX_DEPTH}.`);
  let size = 2;
  if (isList(value)) {
    for (const item of value) size = within(size + 1 + sizeWithin(item, left - size, depth + 1), left);
    return size;
  }
  for (const key in value)
    size = within(size + key.length + 4 + sizeWithin(value[key], left - size, depth + 1), left);
  return size;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

function within(size: number, left: number): number {
  if (size > left) throw stateErrors.tooLarge("A state is larger than the store keeps.");
  return size;
}

import type { JsonValue } from "../../../contracts/index.ts";

/** OTLP's `AnyValue` in JSON; 64-bit integers are texts, as protobuf's JSON mapping asks. */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } };

export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

const longest = 4_096;

export function anyValue(value: JsonValue): AnyValue {
  if (typeof value === "string") return { stringValue: value.slice(0, longest).toWellFormed() };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number")
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.slice(0, 100).map(anyValue) } };
  return { stringValue: JSON.stringify(value).slice(0, longest).toWellFormed() };
}

export const keyValues = (attributes: Readonly<Record<string, JsonValue>>): KeyValue[] =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));

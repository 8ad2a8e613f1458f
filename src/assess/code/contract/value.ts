import type { Taint, Value } from "./facts.ts";

export const noTaints: readonly Taint[] = [];
export const unknown: Value = { kind: "unknown", taints: noTaints };

/** The number, string, boolean or null that it is, if it is one. Texts whose parts are all known count. */
export function constantOf(value: Value | undefined): string | number | boolean | null | undefined {
  if (value?.kind === "literal") return value.value;
  if (value?.kind !== "text") return undefined;
  const parts = value.parts.map((part) => (typeof part === "string" ? part : constantOf(part)));
  return parts.every((part) => part !== undefined) ? parts.map(String).join("") : undefined;
}

/** The string that it is, if it is one. @example stringOf(call.argument("model")) // "gpt-4o" */
export function stringOf(value: Value | undefined): string | undefined {
  const constant = constantOf(value);
  return typeof constant === "string" ? constant : undefined;
}

/** The constant parts of a string put together, with `{}` for what is not known. */
export function outlineOf(value: Value | undefined): string | undefined {
  if (value?.kind === "literal") return typeof value.value === "string" ? value.value : undefined;
  if (value?.kind !== "text") return undefined;
  return value.parts.map((part) => (typeof part === "string" ? part : (outlineOf(part) ?? "{}"))).join("");
}

export const numberOf = (value: Value | undefined): number | undefined =>
  value?.kind === "literal" && typeof value.value === "number" ? value.value : undefined;
export const isTrue = (value: Value | undefined): boolean =>
  value?.kind === "literal" && value.value === true;
export const isFalse = (value: Value | undefined): boolean =>
  value?.kind === "literal" && value.value === false;
/** `None`, `null` or `undefined` written out. */
export const isNone = (value: Value | undefined): boolean =>
  value?.kind === "literal" && value.value === null;

/** The resolved name of a class, function or instance: `torch.float16`, `langchain_openai.ChatOpenAI`. */
export function nameOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.kind === "instance") return value.of;
  return "name" in value ? value.name : undefined;
}

/** What stands under a key of a dictionary or object. */
export const entryOf = (value: Value | undefined, key: string): Value | undefined =>
  value?.kind === "record" ? value.entries.get(key) : undefined;
export const itemsOf = (value: Value | undefined): readonly Value[] =>
  value?.kind === "list" ? value.items : [];

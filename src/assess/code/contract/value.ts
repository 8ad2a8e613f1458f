import type { CallFact, Span } from "./facts.ts";

/** What data may carry that somebody should not trust, or should not give away. */
export const labels = [
  /** A person outside wrote it: a request, a form, an argument of the command line. */
  "user-input",
  /** It was found by searching documents, or fetched from the web. */
  "retrieved",
  /** A tool or an MCP server gave it back. */
  "tool-result",
  /** A model wrote it: an answer, or the arguments with which it calls a tool. */
  "model-output",
  /** A key, a token, a password. */
  "secret",
  /** Names, addresses, account numbers of people. */
  "personal-data",
  /** It was read from a file that others can write. */
  "untrusted-file",
] as const;
export type Label = (typeof labels)[number];

/** Where labelled data came from and how it got here. */
export interface Taint {
  /** `parameter:0` while a function is looked at by itself: what its caller gives. */
  readonly label: Label | `parameter:${number}`;
  /** `flask.request.args.get(…)`, `parameter query of a tool`. */
  readonly what: string;
  readonly source: Span;
  /** Absent: the file at hand. */
  readonly path?: string;
  /** Stations on the way, first to last, at most eight. */
  readonly steps: readonly FlowStep[];
  /** Things done to it that take harm out: `html`, `shell`, `guard`. See `registry/sanitizers.ts`. */
  readonly cleared: readonly string[];
}

export interface FlowStep {
  readonly at: Span;
  readonly note: string;
  readonly path?: string;
}

/**
 * What is known of a value without running anything. `ref` is a name of an import or of the language
 * that was resolved (`torch.float16`, `builtins.open`); `instance` the result of a call that nobody here
 * looked into; `local` a name that could not be resolved. Where several are possible, it is `unknown`.
 */
export type Value = { readonly taints: readonly Taint[] } & (
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  /** A string put together: the constant parts, and the values between them. */
  | { readonly kind: "text"; readonly parts: readonly (string | Value)[] }
  | { readonly kind: "list"; readonly items: readonly Value[]; readonly open: boolean }
  /** Dictionary or object. `open`: it has further keys that are not known. */
  | { readonly kind: "record"; readonly entries: ReadonlyMap<string, Value>; readonly open: boolean }
  | { readonly kind: "ref"; readonly name: string }
  | { readonly kind: "instance"; readonly of: string; readonly call?: CallFact }
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "function"; readonly name: string; readonly id: number }
  | { readonly kind: "class"; readonly name: string; readonly id: number }
  | { readonly kind: "unknown" }
);

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

import type { JsonValue } from "../../contracts/index.ts";
import { jsonPathErrors } from "./errors.ts";

type Step =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "every" };

/** A compiled path. Reading is linear in what it visits: no step visits a node twice. */
export interface JsonPath {
  readonly source: string;
  /** The first match in document order, or undefined. */
  first(value: JsonValue | undefined): JsonValue | undefined;
  /** Every match in document order. */
  all(value: JsonValue | undefined): readonly JsonValue[];
  /** The same, each with the keys and indices that lead to it. */
  places(value: JsonValue | undefined): readonly JsonPlace[];
}

/** A value and the way to it. */
export interface JsonPlace {
  readonly keys: readonly (string | number)[];
  readonly value: JsonValue;
}

const maxLength = 1_000;
const isNameStart = (c: string): boolean => /[A-Za-z_\u0080-\uffff]/.test(c);
const isNamePart = (c: string): boolean => isNameStart(c) || (c >= "0" && c <= "9") || c === "-";

/**
 * Compiles a JSON path: the part of RFC 9535 that only ever walks down.
 * `$`, `.name`, `['name']`, `["name"]`, `[0]`, `[-1]` (from the end), `.*` and `[*]`.
 * Filters, slices, unions and `..` are refused: they run code or lose linearity.
 * Only own properties are read, so `$.constructor` of an object without that key is absent.
 *
 * @throws JSON_PATH_MALFORMED with the column.
 * @example jsonPath("$.choices[0].message.content").first(body)
 */
export function jsonPath(source: string): JsonPath {
  const steps = compile(source);
  const places = (value: JsonValue | undefined): readonly JsonPlace[] => walk(steps, value);
  const all = (value: JsonValue | undefined): readonly JsonValue[] =>
    places(value).map((place) => place.value);
  return { source, all, places, first: (value) => places(value)[0]?.value };
}

function walk(steps: readonly Step[], value: JsonValue | undefined): readonly JsonPlace[] {
  let here: readonly JsonPlace[] = value === undefined ? [] : [{ keys: [], value }];
  for (const step of steps) {
    const next: JsonPlace[] = [];
    for (const place of here) take(step, place, next);
    here = next;
  }
  return here;
}

function take(step: Step, { keys, value: node }: JsonPlace, into: JsonPlace[]): void {
  if (node === null || typeof node !== "object") return;
  const add = (key: string | number, value: JsonValue | undefined): void => {
    if (value !== undefined) into.push({ keys: [...keys, key], value });
  };
  switch (step.kind) {
    case "name":
      if (!isList(node) && Object.hasOwn(node, step.name)) add(step.name, node[step.name]);
      return;
    case "index":
      if (isList(node)) add(step.index < 0 ? node.length + step.index : step.index, node.at(step.index));
      return;
    case "every":
      if (isList(node)) for (const [i, child] of node.entries()) add(i, child);
      else for (const [key, child] of Object.entries(node)) add(key, child);
      return;
    default:
      step satisfies never;
  }
}

const isList = (node: JsonValue): node is readonly JsonValue[] => Array.isArray(node);

function compile(source: string): readonly Step[] {
  const wrong = (why: string, at: number): Error =>
    jsonPathErrors.malformed(`\`${source.slice(0, 80)}\`: ${why} at column ${at + 1}.`, { column: at + 1 });
  if (source.length > maxLength) throw wrong(`longer than ${maxLength} characters`, maxLength);
  if (source[0] !== "$") throw wrong("a path starts with `$`", 0);
  const steps: Step[] = [];
  let at = 1;
  while (at < source.length) {
    const read = source[at] === "." ? readDot(source, at) : readBracket(source, at);
    if ("why" in read) throw wrong(read.why, read.at);
    steps.push(read.step);
    at = read.next;
  }
  return steps;
}

type Read = { readonly step: Step; readonly next: number } | { readonly why: string; readonly at: number };

function readDot(source: string, start: number): Read {
  let at = start + 1;
  if (source[at] === "*") return { step: { kind: "every" }, next: at + 1 };
  if (source[at] === ".") return { why: "`..` is not supported", at };
  if (!isNameStart(source[at] ?? "")) return { why: "a name was expected", at };
  while (at < source.length && isNamePart(source[at] ?? "")) at++;
  return { step: { kind: "name", name: source.slice(start + 1, at) }, next: at };
}

function readBracket(source: string, start: number): Read {
  if (source[start] !== "[") return { why: "`.` or `[` was expected", at: start };
  const open = source[start + 1];
  if (open === "'" || open === '"') return readQuoted(source, start + 1, open);
  const close = source.indexOf("]", start);
  if (close === -1) return { why: "`]` is missing", at: source.length };
  const inside = source.slice(start + 1, close);
  if (inside === "*") return { step: { kind: "every" }, next: close + 1 };
  if (!/^(?:0|-?[1-9]\d{0,8})$/.test(inside)) {
    return { why: "a whole number, `*` or a quoted name was expected", at: start + 1 };
  }
  return { step: { kind: "index", index: Number(inside) }, next: close + 1 };
}

function readQuoted(source: string, start: number, quote: string): Read {
  let name = "";
  for (let at = start + 1; at < source.length; at++) {
    const c = source[at] ?? "";
    if (c === quote) {
      if (source[at + 1] !== "]") return { why: "`]` is missing", at: at + 1 };
      return { step: { kind: "name", name }, next: at + 2 };
    }
    if (c !== "\\") name += c;
    else {
      at++;
      const escaped = source[at];
      if (escaped !== quote && escaped !== "\\") return { why: "only the quote and `\\` can be escaped", at };
      name += escaped;
    }
  }
  return { why: "the quote is not closed", at: source.length };
}

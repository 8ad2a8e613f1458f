import type { z } from "zod";
import type { JsonValue } from "../../contracts/index.ts";
import type { BartizanError, Failure, Place } from "../../errors/index.ts";
import { visibleText } from "../visible-text/visible-text.ts";
import type { Path } from "../yaml/limits.ts";
import { fieldName } from "../yaml/load-yaml.ts";
import { closest } from "./closest.ts";

/** A document with places, as `loadYaml` gives it. */
export interface PlacedDocument {
  readonly value: JsonValue;
  place(path: Path, of?: "value" | "key"): Place;
}

/** The failures of the room that owns the schema; a problem's code is that room's. */
export interface ShapeErrors {
  readonly unknownKey: Failure;
  readonly missingField: Failure;
  readonly wrongType: Failure;
  readonly badValue: Failure;
}

export type Shape<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly BartizanError[] };

/**
 * Checks a document against a zod schema and turns every issue into a failure with file, line, column,
 * field and remedy, "did you mean" included. Values are never repeated in messages: they may be secrets.
 *
 * @example
 * const shape = checkShape(manifestSchema, loadYaml(text, { file }), { unknownKey: systemErrors.unknownKey, … });
 * if (!shape.ok) throw oneOrAll(shape.problems, systemErrors.severalProblems, { file });
 */
export function checkShape<Value>(
  schema: z.ZodType<Value>,
  document: PlacedDocument,
  errors: ShapeErrors,
): Shape<Value> {
  /** Which keys are known at a path; zod's final issues no longer say. */
  const knownKeys = new Map<string, readonly string[]>();
  const result = schema.safeParse(document.value, {
    reportInput: true,
    error: (issue) => {
      if (issue.code === "unrecognized_keys")
        knownKeys.set(fieldName(pathOf(issue.path)), keysOf(issue.inst));
      return undefined;
    },
  });
  if (result.success) return { ok: true, value: result.data };
  const context = { document, errors, knownKeys };
  return { ok: false, problems: result.error.issues.flatMap((issue) => explain(issue, context)) };
}

interface Context {
  readonly document: PlacedDocument;
  readonly errors: ShapeErrors;
  readonly knownKeys: ReadonlyMap<string, readonly string[]>;
}

function explain(issue: z.core.$ZodIssue, context: Context): BartizanError[] {
  const { document, errors } = context;
  const path = pathOf(issue.path);
  const place = document.place(path);
  const field = fieldName(path) || "the document";
  const input = valueAt(document.value, path);
  const missing = (what: string, options = {}): BartizanError[] => [
    errors.missingField(`\`${shown(String(path.at(-1) ?? "document"))}\` is missing${what}.`, place, options),
  ];
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, path, context);
  if (issue.code === "invalid_type") {
    if (input === undefined) return missing(`; it must be ${article(issue.expected)}`);
    return [
      errors.wrongType(`${field} must be ${article(issue.expected)}, not ${article(kindOf(input))}.`, place),
    ];
  }
  if (issue.code === "invalid_value") {
    if (input === undefined) return missing(`; it must be ${oneOf(issue.values)}`);
    const options = hint(input, issue.values.map(String), "It may be");
    return [errors.badValue(`${field} must be ${oneOf(issue.values)}.`, place, options)];
  }
  if (issue.code === "invalid_union") {
    const known = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    if (input === undefined) return missing("", hint("", known, "It may be"));
    if (known.length > 0)
      return [errors.badValue(`${field} is not a known kind.`, place, hint(input, known, "It may be"))];
    const forms = issue.errors.flatMap((branch) => branch.map((inner) => inner.message)).slice(0, 4);
    return [errors.badValue(`${field} fits none of its forms: ${visibleText(forms.join("; "))}.`, place)];
  }
  if (issue.code === "invalid_key") {
    const why = visibleText(issue.issues[0]?.message ?? "wrong form");
    const message = `\`${shown(String(path.at(-1)))}\` is not a valid key: ${why}.`;
    return [errors.badValue(message, document.place(path, "key"))];
  }
  return [errors.badValue(`${field}: ${visibleText(issue.message)}.`, place)];
}

function unknownKeys(keys: readonly string[], path: Path, context: Context): BartizanError[] {
  const { document, errors, knownKeys } = context;
  const field = fieldName(path) || "the document";
  const known = knownKeys.get(fieldName(path)) ?? [];
  return keys.slice(0, 50).map((key) => {
    const message = `\`${shown(key)}\` is not a key of ${field}.`;
    const place = document.place([...path, key], "key");
    return errors.unknownKey(message, place, hint(key, known, "Known keys here"));
  });
}

function hint(word: unknown, known: readonly string[], lead: string): { readonly remedy?: string } {
  const meant = typeof word === "string" ? closest(word, known) : undefined;
  const all = known.length === 0 ? "" : `${lead}: ${known.join(", ")}.`;
  if (meant !== undefined) return { remedy: `Did you mean \`${meant}\`? ${all}`.trim() };
  return all === "" ? {} : { remedy: all };
}

function keysOf(schema: unknown): readonly string[] {
  // Only object schemas report unknown keys, and their definition holds the shape.
  const shape = (schema as Partial<z.core.$ZodObject> | undefined)?._zod?.def.shape;
  return shape === undefined ? [] : Object.keys(shape);
}

function valueAt(value: JsonValue, path: Path): unknown {
  return path.reduce<unknown>((held, part) => {
    if (typeof held !== "object" || held === null || !Object.hasOwn(held, part)) return undefined;
    // Safe: `part` is an own key of `held`.
    return (held as Record<string | number, unknown>)[part];
  }, value);
}

// Paths of parsed YAML and JSON hold words and indices, never symbols.
const pathOf = (path: readonly PropertyKey[] | undefined): (string | number)[] =>
  (path ?? []).map((part) => (typeof part === "symbol" ? String(part) : part));

const shown = (word: string): string => visibleText(word.length > 80 ? `${word.slice(0, 80)}…` : word);

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1
    ? `\`${String(values[0])}\``
    : `one of ${values.map((value) => `\`${String(value)}\``).join(", ")}`;

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

const names: Readonly<Record<string, string>> = {
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  null: "empty",
};
const article = (kind: string): string => names[kind] ?? kind;

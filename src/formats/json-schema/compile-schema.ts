import type { JsonObject, JsonValue } from "../../contracts/index.ts";
import { closest } from "../schema/closest.ts";
import { visibleText } from "../visible-text/visible-text.ts";
import { fieldName } from "../yaml/load-yaml.ts";
import { jsonSchemaErrors } from "./errors.ts";
import { annotations, keywords, readByOthers, type Compiling } from "./keywords.ts";
import { fault, spend, TooCostly, type Check, type Run, type SchemaFault } from "./run.ts";

export interface SchemaOptions {
  /** What happens to a keyword that is not known: the schema is refused, or it is noted and skipped. */
  readonly unknown?: "refuse" | "note";
}

/** A schema, ready to check values. */
export interface CompiledSchema {
  /** Keywords that were skipped, as paths into the schema. */
  readonly notes: readonly string[];
  /** What is wrong with a value; empty when it fits. At most eight faults. */
  check(value: JsonValue): readonly SchemaFault[];
}

export const schemaLimits = {
  /** Schemas inside the schema. */
  nodes: 5_000,
  /** Schemas inside each other. */
  depth: 64,
  /** Schemas being checked inside each other, references included. */
  checkDepth: 128,
  /** What one check may cost, in checks of a small value; more is a fault of `cost`. */
  cost: 50_000,
} as const;

/**
 * Compiles a JSON Schema (2020-12, and the array form of `items` of the drafts before). Local references only;
 * patterns are RE2. Schema and value may both be hostile: both are bounded, and a value that costs too much
 * to check does not fit.
 *
 * @throws JSON_SCHEMA_NOT_A_SCHEMA, JSON_SCHEMA_UNKNOWN_KEYWORD, JSON_SCHEMA_TOO_LARGE,
 *   JSON_SCHEMA_BAD_PATTERN, JSON_SCHEMA_BAD_REFERENCE, with the path inside the schema
 * @example compileSchema({ type: "object", required: ["to"] }).check({}) // [{ at: "/to", keyword: "required" }]
 */
export function compileSchema(root: JsonValue, options: SchemaOptions = {}): CompiledSchema {
  const notes: string[] = [];
  const known = new Map<JsonObject, { check?: Check }>();
  let nodes = 0;

  const compile = (
    schema: JsonValue | undefined,
    path: readonly (string | number)[],
    depth: number,
  ): Check => {
    const place = { field: fieldName(path) || "the schema" };
    if (schema === true) return () => undefined;
    if (schema === false) return (_value, at, run) => fault(run, at, "false");
    if (!isObject(schema))
      throw jsonSchemaErrors.notASchema(`${place.field} must be a schema: an object, true or false.`, place);
    const before = known.get(schema);
    if (before !== undefined) return (value, at, run) => before.check?.(value, at, run);
    if (++nodes > schemaLimits.nodes || depth > schemaLimits.depth)
      throw jsonSchemaErrors.tooLarge(
        `The schema holds more than ${schemaLimits.nodes} schemas, or ${schemaLimits.depth} inside each other.`,
        place,
      );
    const slot: { check?: Check } = {};
    known.set(schema, slot);
    const compiling: Compiling = {
      schema,
      sub: (one, ...more) => compile(one, [...path, ...more], depth + 1),
      reference: (ref) => compile(lookUp(root, ref, place), [...path, "$ref"], depth + 1),
      wrong: (keyword, wanted) =>
        jsonSchemaErrors.notASchema(`${fieldName([...path, keyword])} must be ${wanted}.`, {
          field: fieldName([...path, keyword]),
        }),
    };
    const checks: Check[] = [];
    for (const [keyword, value] of Object.entries(schema)) {
      if (value === undefined || annotations.has(keyword) || readByOthers.has(keyword)) continue;
      const make = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
      if (make === undefined) skip(keyword, path);
      else {
        const check = make(value, compiling);
        if (check !== undefined) checks.push(check);
      }
    }
    slot.check = (value, at, run) => {
      spend(run, 1);
      if (run.depth >= schemaLimits.checkDepth) throw new TooCostly();
      run.depth += 1;
      for (const check of checks) {
        spend(run, 1);
        check(value, at, run);
      }
      run.depth -= 1;
    };
    return slot.check;
  };

  const skip = (keyword: string, path: readonly (string | number)[]): void => {
    const field = fieldName([...path, keyword]);
    if (options.unknown === "note") {
      if (notes.length < 50) notes.push(visibleText(field.slice(0, 200)));
      return;
    }
    const meant = closest(keyword, Object.keys(keywords));
    throw jsonSchemaErrors.unknownKeyword(
      `\`${visibleText(keyword.slice(0, 80))}\` is not a keyword that is checked.`,
      { field },
      meant === undefined ? {} : { remedy: `Did you mean \`${meant}\`?` },
    );
  };

  const check = compile(root, [], 0);
  return { notes, check: (value) => checkValue(check, value) };
}

function checkValue(check: Check, value: JsonValue): readonly SchemaFault[] {
  const run: Run = { faults: [], cost: { left: schemaLimits.cost }, depth: 0 };
  try {
    check(value, "", run);
  } catch (error) {
    if (!(error instanceof TooCostly)) throw error;
    fault(run, "", "cost");
    if (run.faults.length === 0) return [{ at: "", keyword: "cost" }];
  }
  return run.faults;
}

/** Where a reference of the same document leads (RFC 6901 in a URI fragment). */
function lookUp(root: JsonValue, ref: JsonValue, place: { readonly field: string }): JsonValue {
  if (typeof ref !== "string" || ref.length > 1_000 || !(ref === "#" || ref.startsWith("#/")))
    throw jsonSchemaErrors.badReference(
      "A `$ref` must begin with `#/`: other documents are not fetched.",
      place,
    );
  let here: JsonValue | undefined = root;
  for (const escaped of ref.split("/").slice(1)) {
    const name = decoded(escaped).replaceAll("~1", "/").replaceAll("~0", "~");
    here =
      typeof here === "object" && here !== null && Object.hasOwn(here, name)
        ? // Safe: `name` is an own key of `here`; of a list only an index is one that holds a schema.
          (here as Readonly<Record<string, JsonValue | undefined>>)[name]
        : undefined;
  }
  if (here === undefined) throw jsonSchemaErrors.badReference("A `$ref` leads nowhere.", place);
  return here;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

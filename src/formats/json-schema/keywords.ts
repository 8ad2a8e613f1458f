import { RE2JS, RE2JSException } from "re2js";
import type { JsonObject, JsonValue } from "../../contracts/index.ts";
import { canonicalJson } from "../canonical-json/canonical-json.ts";
import { jsonSchemaErrors } from "./errors.ts";
import { knownFormats } from "./formats.ts";
import { fault, passes, pointer, spend, type Check, type Run } from "./run.ts";

/** What a keyword needs to become a check. */
export interface Compiling {
  /** Compiles a schema inside this one. */
  readonly sub: (schema: JsonValue | undefined, ...path: (string | number)[]) => Check;
  /** The check a local reference leads to. */
  readonly reference: (ref: JsonValue) => Check;
  /** The schema the keyword stands in. */
  readonly schema: JsonObject;
  readonly wrong: (keyword: string, wanted: string) => Error;
}

type Keyword = (value: JsonValue, compiling: Compiling) => Check | undefined;

/** Keywords that constrain nothing. */
export const annotations: ReadonlySet<string> = new Set([
  "$anchor",
  "$comment",
  "$defs",
  "$id",
  "$schema",
  "contentEncoding",
  "contentMediaType",
  "default",
  "definitions",
  "deprecated",
  "description",
  "example",
  "examples",
  "readOnly",
  "title",
  "writeOnly",
]);

/** Keywords that another one reads. */
export const readByOthers: ReadonlySet<string> = new Set(["then", "else", "additionalItems"]);

/** Every keyword that is checked, by name (JSON Schema 2020-12; `items` and `dependencies` also as before it). */
export const keywords: Readonly<Record<string, Keyword>> = {
  $ref: (ref, compiling) => compiling.reference(ref),
  type: (value, { wrong }) => {
    const wanted = words(value) ?? (typeof value === "string" ? [value] : undefined);
    if (wanted === undefined || wanted.length === 0 || wanted.some((word) => !types.has(word)))
      throw wrong("type", "the name of a JSON type, or a list of them");
    return (given, at, run) => {
      if (!wanted.some((word) => isOf(word, given))) fault(run, at, "type");
    };
  },
  enum: (value, { wrong }) => {
    if (!isList(value) || value.length === 0) throw wrong("enum", "a list of values");
    const wanted = new Set(value.map(canonicalJson));
    const longest = Math.max(...[...wanted].map(({ length }) => length));
    return (given, at, run) => {
      if (!wanted.has(canonical(given, run, longest))) fault(run, at, "enum");
    };
  },
  const: (value) => {
    const wanted = canonicalJson(value);
    return (given, at, run) => {
      if (canonical(given, run, wanted.length) !== wanted) fault(run, at, "const");
    };
  },
  minimum: limit("minimum", (given, bound) => given >= bound),
  maximum: limit("maximum", (given, bound) => given <= bound),
  exclusiveMinimum: limit("exclusiveMinimum", (given, bound) => given > bound),
  exclusiveMaximum: limit("exclusiveMaximum", (given, bound) => given < bound),
  multipleOf: (value, { wrong }) => {
    if (typeof value !== "number" || value <= 0) throw wrong("multipleOf", "a number above 0");
    return (given, at, run) => {
      if (typeof given !== "number") return;
      const times = given / value;
      if (Math.abs(times - Math.round(times)) > 1e-9 * Math.max(1, Math.abs(times)))
        fault(run, at, "multipleOf");
    };
  },
  minLength: size("minLength", lengthOf, (given, bound) => given >= bound),
  maxLength: size("maxLength", lengthOf, (given, bound) => given <= bound),
  minItems: size("minItems", itemsOf, (given, bound) => given >= bound),
  maxItems: size("maxItems", itemsOf, (given, bound) => given <= bound),
  minProperties: size("minProperties", membersOf, (given, bound) => given >= bound),
  maxProperties: size("maxProperties", membersOf, (given, bound) => given <= bound),
  pattern: (value, { wrong }) => {
    if (typeof value !== "string") throw wrong("pattern", "a pattern in RE2 syntax");
    const finds = searcher(value);
    return (given, at, run) => {
      if (typeof given === "string" && !finds(given, run)) fault(run, at, "pattern");
    };
  },
  format: (value) => {
    const fits =
      typeof value === "string" && Object.hasOwn(knownFormats, value) ? knownFormats[value] : undefined;
    if (fits === undefined) return undefined;
    return (given, at, run) => {
      if (typeof given !== "string") return;
      spend(run, 1 + given.length / 100);
      if (!fits(given)) fault(run, at, "format");
    };
  },
  required: (value, { wrong }) => {
    const names = words(value);
    if (names === undefined) throw wrong("required", "a list of names");
    return (given, at, run) => {
      if (!isObject(given)) return;
      for (const name of names) if (!Object.hasOwn(given, name)) fault(run, pointer(at, name), "required");
    };
  },
  dependentRequired: (value, { wrong }) => {
    if (!isObject(value)) throw wrong("dependentRequired", "a mapping of names to lists of names");
    const needs = Object.entries(value).map(([name, needed]) => {
      const names = words(needed);
      if (names === undefined) throw wrong("dependentRequired", "a mapping of names to lists of names");
      return [name, names] as const;
    });
    return (given, at, run) => {
      if (!isObject(given)) return;
      for (const [name, names] of needs)
        if (Object.hasOwn(given, name))
          for (const needed of names)
            if (!Object.hasOwn(given, needed)) fault(run, pointer(at, needed), "dependentRequired");
    };
  },
  properties: (value, { sub, wrong }) => {
    const checks = new Map(
      members(value, "properties", wrong).map(([name, one]) => [name, sub(one, "properties", name)]),
    );
    return (given, at, run) => {
      if (!isObject(given)) return;
      for (const [name, check] of checks) {
        const held = Object.hasOwn(given, name) ? given[name] : undefined;
        if (held !== undefined) check(held, pointer(at, name), run);
      }
    };
  },
  patternProperties: (value, { sub, wrong }) => {
    const checks = members(value, "patternProperties", wrong).map(
      ([name, one]) => [searcher(name), sub(one, "patternProperties", name)] as const,
    );
    return (given, at, run) => {
      if (!isObject(given)) return;
      for (const [name, held] of Object.entries(given))
        for (const [finds, check] of checks)
          if (held !== undefined && finds(name, run)) check(held, pointer(at, name), run);
    };
  },
  additionalProperties: (value, { schema, sub, wrong }) => {
    const named = new Set(isObject(schema["properties"]) ? Object.keys(schema["properties"]) : []);
    const patterned = schema["patternProperties"];
    const finders =
      patterned === undefined
        ? []
        : members(patterned, "patternProperties", wrong).map(([name]) => searcher(name));
    const check = sub(value, "additionalProperties");
    return (given, at, run) => {
      if (!isObject(given)) return;
      for (const [name, held] of Object.entries(given)) {
        if (held === undefined || named.has(name) || finders.some((finds) => finds(name, run))) continue;
        if (value === false) fault(run, pointer(at, name), "additionalProperties");
        else check(held, pointer(at, name), run);
      }
    };
  },
  propertyNames: (value, { sub }) => {
    const check = sub(value, "propertyNames");
    return (given, at, run) => {
      if (isObject(given)) for (const name of Object.keys(given)) check(name, pointer(at, name), run);
    };
  },
  prefixItems: (value, { sub, wrong }) => {
    if (!isList(value)) throw wrong("prefixItems", "a list of schemas");
    return inOrder(value.map((one, i) => sub(one, "prefixItems", i)));
  },
  items: (value, { schema, sub }) => {
    if (isList(value)) {
      // As before 2020-12: a list of schemas in order, and `additionalItems` for the rest.
      const rest = schema["additionalItems"];
      return inOrder(
        value.map((one, i) => sub(one, "items", i)),
        rest === undefined ? undefined : sub(rest, "additionalItems"),
      );
    }
    const before = isList(schema["prefixItems"]) ? schema["prefixItems"].length : 0;
    const check = sub(value, "items");
    return (given, at, run) => {
      if (isList(given))
        for (let i = before; i < given.length; i++) check(given[i] ?? null, pointer(at, i), run);
    };
  },
  contains: (value, { sub }) => {
    const check = sub(value, "contains");
    return (given, at, run) => {
      if (isList(given) && !given.some((one) => passes(check, one, at, run))) fault(run, at, "contains");
    };
  },
  uniqueItems: (value) =>
    value !== true
      ? undefined
      : (given, at, run) => {
          if (!isList(given)) return;
          const seen = new Set(given.map((one) => canonical(one, run, Number.POSITIVE_INFINITY)));
          if (seen.size < given.length) fault(run, at, "uniqueItems");
        },
  allOf: (value, compiling) => {
    const checks = branches(value, "allOf", compiling);
    return (given, at, run) => {
      for (const check of checks) check(given, at, run);
    };
  },
  anyOf: (value, compiling) => {
    const checks = branches(value, "anyOf", compiling);
    return (given, at, run) => {
      if (!checks.some((check) => passes(check, given, at, run))) fault(run, at, "anyOf");
    };
  },
  oneOf: (value, compiling) => {
    const checks = branches(value, "oneOf", compiling);
    return (given, at, run) => {
      if (checks.filter((check) => passes(check, given, at, run)).length !== 1) fault(run, at, "oneOf");
    };
  },
  not: (value, { sub }) => {
    const check = sub(value, "not");
    return (given, at, run) => {
      if (passes(check, given, at, run)) fault(run, at, "not");
    };
  },
  if: (value, { schema, sub }) => {
    const condition = sub(value, "if");
    const then = schema["then"] === undefined ? undefined : sub(schema["then"], "then");
    const otherwise = schema["else"] === undefined ? undefined : sub(schema["else"], "else");
    return (given, at, run) => (passes(condition, given, at, run) ? then : otherwise)?.(given, at, run);
  },
};

function limit(name: string, fits: (given: number, bound: number) => boolean): Keyword {
  return (bound, { wrong }) => {
    if (typeof bound !== "number") throw wrong(name, "a number");
    return (given, at, run) => {
      if (typeof given === "number" && !fits(given, bound)) fault(run, at, name);
    };
  };
}

function size(
  name: string,
  sizeOf: (given: JsonValue, run: Run) => number | undefined,
  fits: (given: number, bound: number) => boolean,
): Keyword {
  return (bound, { wrong }) => {
    if (typeof bound !== "number" || !Number.isInteger(bound) || bound < 0)
      throw wrong(name, "a whole number from 0");
    return (given, at, run) => {
      const length = sizeOf(given, run);
      if (length !== undefined && !fits(length, bound)) fault(run, at, name);
    };
  };
}

/** Characters, not UTF-16 units. */
function lengthOf(given: JsonValue, run: Run): number | undefined {
  if (typeof given !== "string") return undefined;
  spend(run, given.length / 100);
  let pairs = 0;
  for (let i = 0; i < given.length; i++) if ((given.charCodeAt(i) & 0xfc00) === 0xdc00) pairs++;
  return given.length - pairs;
}

function itemsOf(given: JsonValue): number | undefined {
  return isList(given) ? given.length : undefined;
}

function membersOf(given: JsonValue): number | undefined {
  return isObject(given) ? Object.keys(given).length : undefined;
}

function inOrder(checks: readonly Check[], rest?: Check): Check {
  return (given, at, run) => {
    if (!isList(given)) return;
    given.forEach((one, i) => (checks[i] ?? rest)?.(one, pointer(at, i), run));
  };
}

function branches(value: JsonValue, name: string, { sub, wrong }: Compiling): readonly Check[] {
  if (!isList(value) || value.length === 0) throw wrong(name, "a list of schemas");
  return value.map((one, i) => sub(one, name, i));
}

function members(
  value: JsonValue,
  name: string,
  wrong: Compiling["wrong"],
): [string, JsonValue | undefined][] {
  if (!isObject(value)) throw wrong(name, "a mapping of schemas");
  return Object.entries(value);
}

/** What comparing costs is bounded by the value's size, so that it is paid before it is done. */
function canonical(given: JsonValue, run: Run, longest: number): string {
  // Escapes make text up to six times as long; what cannot be equal need not be written out.
  if (typeof given === "string" && given.length > longest) return "";
  const text = canonicalJson(given);
  spend(run, 1 + text.length / 50);
  return text;
}

const patternCharacters = 1_000;
const patternSize = 4_000;

/** A pattern of a schema as a search in linear time; anchored nowhere, as the specification has it. */
function searcher(source: string): (text: string, run: Run) => boolean {
  if (source.length > patternCharacters)
    throw jsonSchemaErrors.badPattern(`A pattern has more than ${patternCharacters} characters.`);
  try {
    const compiled = RE2JS.compile(source);
    const cost = compiled.programSize();
    if (cost > patternSize)
      throw jsonSchemaErrors.badPattern(`A pattern compiles to more than ${patternSize} steps.`);
    return (text, run) => {
      spend(run, 1 + (text.length * cost) / 100);
      return compiled.test(text);
    };
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    throw jsonSchemaErrors.badPattern("A pattern is not RE2 syntax.", {}, { cause });
  }
}

const types = new Set(["null", "boolean", "number", "integer", "string", "array", "object"]);

function isOf(type: string, value: JsonValue): boolean {
  if (type === "null") return value === null;
  if (type === "array") return isList(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return typeof value === "number" && Number.isInteger(value);
  return typeof value === type;
}

const words = (value: JsonValue | undefined): readonly string[] | undefined =>
  isList(value) && value.every((one): one is string => typeof one === "string") ? value : undefined;

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

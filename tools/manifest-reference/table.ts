import type { JsonObject, JsonValue } from "../../src/contracts/index.ts";

/** A table of the keys of a schema. With `depth`, mappings with known keys are followed so far, as `users.kind`. */
export function table(
  schema: JsonObject,
  wanted: (key: string) => boolean = () => true,
  options: { readonly depth?: number; readonly lists?: boolean } = {},
): string[] {
  const { depth = 2, lists = false } = options;
  return ["| key | value | | |", "|---|---|---|---|", ...rows(schema, { wanted, prefix: "", depth, lists })];
}

interface Following {
  readonly wanted: (key: string) => boolean;
  readonly prefix: string;
  readonly depth: number;
  /** Whether lists of mappings are followed too, as `rules[].when`. */
  readonly lists: boolean;
}

function rows(schema: JsonObject, { wanted, prefix, depth, lists }: Following): string[] {
  const required = strings(schema["required"]);
  return Object.entries(properties(schema))
    .filter(([key]) => wanted(key))
    .flatMap(([key, value]) => {
      const need = required.includes(key) ? "required" : fallbackOf(value);
      const about = typeof value["description"] === "string" ? value["description"] : "";
      const list = lists && value["type"] === "array";
      const record = lists ? recordOf(value) : undefined;
      const held = list ? itemOf(value) : (record ?? value);
      const name = `${prefix}${key}${list ? "[]" : record === undefined ? "" : ".<id>"}`;
      const next = { wanted: () => true, prefix: `${name}.`, depth: depth - 1, lists };
      const inner = depth > 0 && held["type"] === "object" ? rows(held, next) : [];
      const type = inner.length > 0 ? (list ? "list of mappings" : "mapping") : typeOf(value);
      const shown = inner.length > 0 ? name : `${prefix}${key}`;
      return [`| \`${shown}\` | ${cell(type)} | ${cell(need)} | ${cell(about)} |`, ...inner];
    });
}

/** What a mapping by id holds, where that has keys of its own. */
function recordOf({ additionalProperties: held }: JsonObject): JsonObject | undefined {
  return isObject(held) && Object.keys(properties(held)).length > 0 ? held : undefined;
}

/** What holds where the key is left out; an empty mapping stands for the defaults of its own keys. */
function fallbackOf({ default: fallback }: JsonObject): string {
  if (fallback === undefined || JSON.stringify(fallback) === "{}") return "";
  return `default \`${JSON.stringify(fallback)}\``;
}

function typeOf(schema: JsonObject): string {
  if (schema["const"] !== undefined) return `\`${JSON.stringify(schema["const"]).replaceAll('"', "")}\``;
  const values = strings(schema["enum"]);
  if (values.length > 0) return values.map((value) => `\`${value}\``).join(", ");
  const branches = variants(schema);
  // Parts of many kinds have a section of their own.
  if (branches.some((branch) => Object.keys(properties(branch)).length > 0)) return "mapping by `kind`";
  if (branches.length > 0) return [...new Set(branches.map(typeOf))].join(" or ");
  if (schema["type"] === "array") return `list of ${typeOf(itemOf(schema))}`;
  if (schema["type"] === "object") {
    const keys = Object.keys(properties(schema));
    return keys.length === 0 ? "mapping" : `{${keys.map((key) => `\`${key}\``).join(", ")}}`;
  }
  if (schema["type"] === "integer" || schema["type"] === "number") return range(schema);
  if (schema["type"] === "boolean") return "`true`, `false`";
  if (schema["type"] === undefined) return "any";
  return schema["format"] === "date-time" ? "time with zone" : "text";
}

function range(schema: JsonObject): string {
  const kind = schema["type"] === "integer" ? "whole number" : "number";
  const low = schema["minimum"] ?? schema["exclusiveMinimum"];
  const high = schema["maximum"] ?? schema["exclusiveMaximum"];
  const bounded = typeof high === "number" && high < Number.MAX_SAFE_INTEGER;
  if (typeof low === "number" && bounded) return `${kind}, ${low} to ${high}`;
  return kind;
}

export const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const objects = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
const strings = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);
export const variants = (schema: JsonObject): JsonObject[] => [
  ...objects(schema["oneOf"]),
  ...objects(schema["anyOf"]),
];
export const itemOf = (schema: JsonObject): JsonObject =>
  isObject(schema["items"]) ? schema["items"] : schema;

export function properties(schema: JsonObject): Record<string, JsonObject> {
  const held = schema["properties"];
  if (!isObject(held)) return {};
  return Object.fromEntries(
    Object.entries(held).flatMap(([key, value]) => (isObject(value) ? [[key, value]] : [])),
  );
}

import type { JsonObject, JsonValue } from "../../src/contracts/index.ts";

/** The reference page of the manifest, written from its JSON Schema so that the two cannot drift apart. */
export function manifestReference(schema: JsonObject): string {
  const root = properties(schema);
  const lines = [
    "# The manifest",
    "",
    "<!-- Written by `npm run docs` from the schema. Do not edit. -->",
    "",
    "`system.yaml` describes one AI system (schema `bartizan/v1`, YAML 1.2 or JSON, at most 5 MB). Everything else is",
    "derived from it. Unknown keys are refused. Ids are 1 to 64 of `a-z`, `0-9` and `-`; flow ids may have capitals.",
    "Secrets stand in it only by reference: `env:NAME` or `file:PATH`, inside requests `{{secret:env:NAME}}`.",
    "`bartizan system schema` prints the JSON Schema for your editor; `bartizan system validate FILE` reports all",
    "problems of a file with line and column.",
    "",
    "What the manifest leaves out is not taken for safe: where a threat depends on it, `bartizan threats` asks.",
    "",
    "## Top level",
    "",
    ...table(schema, () => true, false),
  ];
  for (const [name, section] of Object.entries(root)) {
    const item = itemOf(section);
    if (name === "components") lines.push(...components(item));
    else if (name === "targets") lines.push(...targets(item));
    else if (Object.keys(properties(item)).length > 0) lines.push("", `## \`${name}\``, "", ...table(item));
  }
  return `${lines.join("\n")}\n`;
}

function components(item: JsonObject): string[] {
  const kinds = variants(item);
  const shared = Object.keys(properties(kinds[0] ?? {})).filter((key) =>
    kinds.every((kind) => key in properties(kind)),
  );
  const lines = [
    "",
    "## `components`",
    "",
    "Every component has:",
    "",
    ...table(kinds[0] ?? {}, (key) => shared.includes(key) && key !== "kind"),
  ];
  for (const kind of kinds) {
    const own = Object.keys(properties(kind)).filter((key) => !shared.includes(key));
    lines.push("", `### kind \`${constOf(kind)}\``, "");
    lines.push(
      ...(own.length === 0 ? ["No attributes of its own."] : table(kind, (key) => own.includes(key))),
    );
  }
  return lines;
}

function targets(item: JsonObject): string[] {
  const kinds = variants(item);
  const shared = Object.keys(properties(kinds[0] ?? {})).filter((key) =>
    kinds.every((kind) => key in properties(kind)),
  );
  const lines = [
    "",
    "## `targets`",
    "",
    "Every target has:",
    "",
    ...table(kinds[0] ?? {}, (key) => shared.includes(key) && key !== "kind"),
  ];
  for (const kind of kinds)
    lines.push("", `### kind \`${constOf(kind)}\``, "", ...table(kind, (key) => !shared.includes(key)));
  return lines;
}

function table(schema: JsonObject, wanted: (key: string) => boolean = () => true, nested = true): string[] {
  return ["| key | value | | |", "|---|---|---|---|", ...rows(schema, wanted, "", nested ? 2 : 0)];
}

/** A row for each key; mappings with known keys are followed to the given depth, as `users.kind`. */
function rows(schema: JsonObject, wanted: (key: string) => boolean, prefix: string, depth: number): string[] {
  const required = strings(schema["required"]);
  return Object.entries(properties(schema))
    .filter(([key]) => wanted(key))
    .flatMap(([key, value]) => {
      const fallback =
        value["default"] === undefined ? "" : `default \`${JSON.stringify(value["default"])}\``;
      const need = required.includes(key) ? "required" : fallback;
      const about = typeof value["description"] === "string" ? value["description"] : "";
      const inner =
        depth > 0 && value["type"] === "object" ? rows(value, () => true, `${prefix}${key}.`, depth - 1) : [];
      const type = inner.length > 0 ? "mapping" : typeOf(value);
      return [`| \`${prefix}${key}\` | ${cell(type)} | ${cell(need)} | ${cell(about)} |`, ...inner];
    });
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

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const objects = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
const strings = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);
const variants = (schema: JsonObject): JsonObject[] => [
  ...objects(schema["oneOf"]),
  ...objects(schema["anyOf"]),
];
const itemOf = (schema: JsonObject): JsonObject => (isObject(schema["items"]) ? schema["items"] : schema);

function properties(schema: JsonObject): Record<string, JsonObject> {
  const held = schema["properties"];
  if (!isObject(held)) return {};
  return Object.fromEntries(
    Object.entries(held).flatMap(([key, value]) => (isObject(value) ? [[key, value]] : [])),
  );
}

function constOf(schema: JsonObject): string {
  const kind = properties(schema)["kind"];
  return typeof kind?.["const"] === "string" ? kind["const"] : "";
}

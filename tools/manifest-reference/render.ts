import type { JsonObject } from "../../src/contracts/index.ts";
import { itemOf, properties, table, variants } from "./table.ts";

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
    ...table(schema, () => true, { depth: 0 }),
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
  const shared = sharedKeys(kinds);
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

/** Targets that predict have keys of their own in common: they are told once, and each kind has the rest. */
function targets(item: JsonObject): string[] {
  const kinds = variants(item);
  const shared = sharedKeys(kinds);
  const predicting = kinds.filter((kind) => "interface" in properties(kind));
  const chatting = kinds.filter((kind) => !predicting.includes(kind));
  const common = sharedKeys(predicting).filter(
    (key) => !shared.includes(key) && saysOneThing(predicting, key),
  );
  const section = (kind: JsonObject, told: readonly string[]): string[] => [
    "",
    `### kind \`${constOf(kind)}\``,
    "",
    ...table(kind, (key) => !told.includes(key)),
  ];
  return [
    "",
    "## `targets`",
    "",
    "Every target has:",
    "",
    ...table(kinds[0] ?? {}, (key) => shared.includes(key) && key !== "kind"),
    ...chatting.flatMap((kind) => section(kind, shared)),
    "",
    "### Targets that predict",
    "",
    `${predicting.map((kind) => `\`${constOf(kind)}\``).join(", ")} have, besides the keys of their kind below:`,
    "",
    ...table(predicting[0] ?? {}, (key) => common.includes(key)),
    ...common.flatMap((key) => exceptions(predicting, key)),
    ...predicting.flatMap((kind) => section(kind, [...shared, ...common])),
  ];
}

/** Keys of one name may mean something else in each kind: those are told with the kind. */
function saysOneThing(kinds: readonly JsonObject[], key: string): boolean {
  const said = kinds.map((kind) => properties(kind)[key] ?? {});
  return new Set(said.map((schema) => JSON.stringify(schema["properties"] ?? schema))).size === 1;
}

/** The table is of the first kind: says which kinds can do without a key that it requires. */
function exceptions(kinds: readonly JsonObject[], key: string): string[] {
  const isRequired = ({ required }: JsonObject): boolean => Array.isArray(required) && required.includes(key);
  const free = kinds.filter((kind) => !isRequired(kind)).map((kind) => `\`${constOf(kind)}\``);
  return free.length === 0 || free.length === kinds.length
    ? []
    : ["", `\`${key}\` may be left out of ${free.join(", ")}.`];
}

function sharedKeys(kinds: readonly JsonObject[]): string[] {
  return Object.keys(properties(kinds[0] ?? {})).filter((key) =>
    kinds.every((kind) => key in properties(kind)),
  );
}

function constOf(schema: JsonObject): string {
  const kind = properties(schema)["kind"];
  return typeof kind?.["const"] === "string" ? kind["const"] : "";
}

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

function constOf(schema: JsonObject): string {
  const kind = properties(schema)["kind"];
  return typeof kind?.["const"] === "string" ? kind["const"] : "";
}

import type { JsonObject } from "../../src/contracts/index.ts";
import { dialects } from "../../src/gateway/dialects/index.ts";
import { properties, table } from "../manifest-reference/table.ts";
import { objectOf } from "./policy-page.ts";

/** The reference page of `gateway:`, written from its schema and the dialects there are. */
export function gatewayPage(schema: JsonObject): string {
  const sections = Object.entries(properties(schema)).flatMap(([name, value]) => {
    const item = objectOf(value);
    if (Object.keys(properties(item)).length === 0) return [];
    const list = value["type"] === "array" ? "[]" : "";
    return ["", `## \`${name}${list}\``, "", ...table(item, () => true, { depth: 3, lists: true })];
  });
  return `${[
    "# The gateway",
    "",
    "<!-- Written by `npm run docs` from the schema. Do not edit. -->",
    "",
    "What stands under `gateway:` in a policy file, read by `bartizan gateway FILE`. It is not inherited. Unknown keys",
    "are refused. Keys and tokens stand in it only by reference: `env:NAME` or `file:PATH`.",
    "[Guard a model](../how-to/guard-a-model.md) shows it in use.",
    "",
    "## Dialects",
    "",
    "What the gateway reads. A dialect needs an upstream of its kind.",
    "",
    "| dialect | what it reads | kind of upstream |",
    "|---|---|---|",
    ...[...dialects]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, about, upstream }) => `| \`${id}\` | ${about} | \`${upstream}\` |`),
    "",
    "Beside them it answers itself: `POST /v1/check` (decide, forward nothing) and `POST /v1/mirror` (decide on copies).",
    "",
    "## Top level",
    "",
    ...table(schema, () => true, { depth: 0 }),
    ...sections,
  ].join("\n")}\n`;
}

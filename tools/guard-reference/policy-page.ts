import type { JsonObject } from "../../src/contracts/index.ts";
import { isObject, itemOf, properties, table, variants } from "../manifest-reference/table.ts";

/** The reference page of the policy, written from its JSON Schema. */
export function policyPage(schema: JsonObject): string {
  const sections = Object.entries(properties(schema)).flatMap(([name, value]) => {
    const item = objectOf(value);
    if (name === "gateway" || Object.keys(properties(item)).length === 0) return [];
    return [
      "",
      `## \`${name}${headings[name] ?? ""}\``,
      "",
      ...table(item, () => true, { depth: 3, lists: true }),
    ];
  });
  return `${[
    "# The policy",
    "",
    "<!-- Written by `npm run docs` from the schema. Do not edit. -->",
    "",
    "A policy is a YAML file (`schemaVersion: bartizan.policy/v1`). Unknown keys are refused, with the line and, where",
    "one is near, the key that was meant. `bartizan guard test FILE` reads it, reports every problem and runs its tests;",
    "[write a policy](../how-to/write-a-policy.md) shows it in use. The same as a JSON Schema for editors is in the",
    "package: `bartizan/schemas/policy.schema.json`.",
    "",
    "Ids are lower-case words joined by `-`, `.` or `/`. In lists of names `*` stands for any run of characters.",
    "Secrets stand in a policy only by reference: `env:NAME` or `file:PATH`.",
    "What stands under `gateway` has [a page of its own](gateway.md).",
    "",
    "## Top level",
    "",
    ...table(schema, () => true, { depth: 0 }),
    ...sections,
  ].join("\n")}\n`;
}

const headings: Readonly<Record<string, string>> = {
  detectors: ".<id>",
  rules: "[]",
  attachments: "[]",
  budgets: "[]",
  exceptions: "[]",
  tests: "[]",
};

/** What a list or a mapping by id holds: its branch with keys. */
export function objectOf(value: JsonObject): JsonObject {
  const held = isObject(value["additionalProperties"]) ? value["additionalProperties"] : itemOf(value);
  return variants(held).find((branch) => Object.keys(properties(branch)).length > 0) ?? held;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { modelChecks } from "../../assess/audit/index.ts";
import { parseSystem } from "../../system/index.ts";
import { packageRoot } from "../version.ts";

const page = readFileSync(join(packageRoot(), "docs/how-to/assess-a-predicting-model.md"), "utf8");

describe("how to assess a model that predicts", () => {
  it("shows a target and gates that a manifest takes", () => {
    const from = page.indexOf("```yaml\n") + "```yaml\n".length;
    const example = page.slice(from, page.indexOf("```", from));
    const manifest = `version: bartizan/v1
system: {id: bank, name: Bank, owner: o, purpose: p, jurisdictions: [EU], users: {kind: consumers, vulnerable: false, minors: false}, autonomy: answers, consequential_decisions: true, criticality: high}
data_classes: []
zones: [{id: z, trust: 3, operator: self}]
components: [{id: fraud-model, kind: model, zone: z}]
flows: []
${example}`;
    const { targets, gates } = parseSystem(manifest, "example.yaml").manifest;
    expect(targets).toHaveLength(1);
    const ids = modelChecks.map(({ id }) => id);
    for (const { check } of gates) expect(ids).toContain(check);
    expect(parse(example)).toMatchObject({ targets: [{ radius: 0.05 }] });
  });

  it("lists every check of models", () => {
    for (const { id } of modelChecks) expect(page).toContain(`| \`${id}\` |`);
  });
});

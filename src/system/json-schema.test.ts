import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { loadYaml } from "../formats/index.ts";
import { systemJsonSchema } from "./json-schema.ts";

describe("the JSON Schema for editors", () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(systemJsonSchema());
  const examples = join(import.meta.dirname, "../../examples");

  it.each(["fintech-chatbot", "static-faq"])("accepts the example %s", (name) => {
    const { value } = loadYaml(readFileSync(join(examples, name, "system.yaml"), "utf8"));
    expect(validate(value), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  });

  it("refuses an unknown key and a wrong kind, as the loader does", () => {
    const { value } = loadYaml(readFileSync(join(examples, "static-faq", "system.yaml"), "utf8"));
    const document = value as Record<string, unknown>;
    expect(validate({ ...document, componets: [] })).toBe(false);
    expect(validate({ ...document, components: [{ id: "a", kind: "agnet", zone: "corp" }] })).toBe(false);
    expect(
      validate({ ...document, components: [{ id: "a", kind: "user", zone: "corp", max_steps: 1 }] }),
    ).toBe(false);
  });
});

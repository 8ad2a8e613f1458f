import { z } from "zod";
import type { JsonObject } from "../../contracts/index.ts";
import { detectorSchema, policySchema } from "./policy-schema.ts";

/**
 * The JSON Schema (2020-12) of a policy file, for editors: put
 * `# yaml-language-server: $schema=…/policy.schema.json` on its first line.
 */
export function policyJsonSchema(): JsonObject {
  const { $schema, ...rest } = jsonSchema(policySchema);
  const detector = { anyOf: [{ type: "boolean" }, plain(jsonSchema(detectorSchema))] };
  const properties = { ...rest.properties, detectors: { type: "object", additionalProperties: detector } };
  return plain({
    $schema,
    $id: "https://bartizan.example/schemas/policy.schema.json",
    title: "Bartizan policy, bartizan.policy/v1",
    ...rest,
    properties,
  });
}

const jsonSchema = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: "input", target: "draft-2020-12", unrepresentable: "any" });

/** Plain JSON, without the members zod keeps for itself. Safe: a JSON Schema is JSON. */
const plain = (schema: object): JsonObject => JSON.parse(JSON.stringify(schema)) as JsonObject;

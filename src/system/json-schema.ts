import { z } from "zod";
import type { JsonObject } from "../contracts/index.ts";
import { manifestSchema } from "./manifest/manifest.ts";

/**
 * The JSON Schema (2020-12) of the manifest, for editors: put
 * `# yaml-language-server: $schema=…/system.schema.json` on the first line of a manifest.
 */
export function systemJsonSchema(): JsonObject {
  const schema = z.toJSONSchema(manifestSchema, {
    io: "input",
    target: "draft-2020-12",
    unrepresentable: "any",
  });
  const { $schema, ...rest } = schema;
  // Safe: a JSON Schema is JSON.
  return JSON.parse(
    JSON.stringify({
      $schema,
      $id: "https://bartizan.example/schemas/system.schema.json",
      title: "Bartizan system manifest, bartizan/v1",
      ...rest,
    }),
  ) as JsonObject;
}

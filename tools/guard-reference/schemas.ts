import { globSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { JsonObject } from "../../src/contracts/index.ts";
import { gatewayConfigSchema } from "../../src/gateway/index.ts";
import { policyJsonSchema } from "../../src/guard/index.ts";
import { described } from "./described.ts";

const root = join(import.meta.dirname, "../..");
const files = (...globs: string[]): string[] =>
  globSync(globs, { cwd: root })
    .sort()
    .map((file) => join(root, file));

/** The JSON Schema of a policy with the comments of its source as descriptions. */
export const describedPolicySchema = (): JsonObject =>
  described(policyJsonSchema(), "policySchema", files("src/guard/document/*-schema.ts"));

/** The JSON Schema of what stands under `gateway:`, likewise. */
export function describedGatewaySchema(): JsonObject {
  const schema = z.toJSONSchema(gatewayConfigSchema, { io: "input", unrepresentable: "any" });
  // Safe: a JSON Schema is JSON.
  const plain = JSON.parse(JSON.stringify(schema)) as JsonObject;
  return described(
    plain,
    "gatewayConfigSchema",
    files(
      "src/gateway/config/*.ts",
      "src/gateway/**/settings.ts",
      "src/gateway/limits/**/{schema,prices}.ts",
    ),
  );
}

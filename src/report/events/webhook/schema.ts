import { z } from "zod";
import { riskCategories, type JsonObject } from "../../../contracts/index.ts";

const text = z.string();

/** A security event as webhooks get it: `bartizan.event/v1`. */
export const webhookEventSchema = z.strictObject({
  schemaVersion: z.literal("bartizan.event/v1"),
  id: text,
  at: text.describe("ISO 8601, UTC"),
  kind: z.enum(["decision", "alert", "incident", "health"]),
  rule: text,
  title: text,
  message: text,
  severity: z.enum(["informational", "low", "medium", "high", "critical"]),
  category: z.enum(riskCategories).optional(),
  confidence: z.number().min(0).max(1).optional(),
  action: z.enum(["allowed", "denied", "modified", "observed"]),
  principal: z
    .strictObject({
      id: text,
      role: text.optional(),
      verified: z.boolean().describe("whether the identity was proven or merely claimed"),
    })
    .optional(),
  session: text.optional(),
  address: text.optional(),
  system: text.optional(),
  model: z.strictObject({ name: text, provider: text.optional(), version: text.optional() }).optional(),
  usage: z
    .strictObject({ inputTokens: z.number().optional(), outputTokens: z.number().optional() })
    .optional(),
  policy: z.strictObject({ id: text, version: text, clause: text.optional() }).optional(),
  techniques: z.array(text),
  link: text.optional(),
  facts: z.record(text, z.json()),
  product: z.strictObject({ vendor: text, name: text, version: text }),
  host: text,
});

/** The JSON Schema (2020-12) of a webhook's body. */
export function webhookJsonSchema(): JsonObject {
  const { $schema, ...rest } = z.toJSONSchema(webhookEventSchema, { target: "draft-2020-12" });
  // Safe: a JSON Schema is JSON.
  return JSON.parse(
    JSON.stringify({
      $schema,
      $id: "https://bartizan.example/schemas/event.schema.json",
      title: "Bartizan security event, bartizan.event/v1",
      ...rest,
    }),
  ) as JsonObject;
}

import { z } from "@hono/zod-openapi";
import { guardActions, riskCategories, ruleModes, viewKinds } from "../../contracts/index.ts";
import { count } from "./parts.ts";

const action = z.enum(guardActions);

/** What `bartizan guard check --format json` prints. */
export const guardCheckReport = z.object({
  schemaVersion: z.literal("bartizan.guard-check/v1"),
  policy: z.object({ id: z.string(), version: z.string(), digest: z.string() }),
  results: z
    .array(
      z.object({
        line: count,
        decision: action,
        wouldBe: action,
        rules: z
          .array(
            z.object({
              rule: z.string(),
              action,
              mode: z.enum(ruleModes),
              severity: z.enum(["low", "medium", "high", "critical"]),
              clause: z.string().optional(),
              reason: z.string(),
            }),
          )
          .readonly(),
        signals: z
          .array(
            z.object({
              detector: z.string(),
              rule: z.string(),
              category: z.enum(riskCategories),
              score: z.number().min(0).max(1),
              /** UTF-16 offsets into the part as given, end exclusive. */
              span: z.array(count).length(2).readonly(),
              part: z.string(),
              why: z.string(),
              view: z.array(z.enum(viewKinds)).readonly().optional(),
            }),
          )
          .readonly(),
        failures: z
          .array(z.object({ detector: z.string(), opened: z.boolean(), reason: z.string() }))
          .readonly(),
        /** Pointer of a part → its text after redaction. */
        changed: z.record(z.string(), z.string()).optional(),
      }),
    )
    .readonly(),
  totals: z.object({
    allow: count,
    redact: count,
    rewrite: count,
    "require-approval": count,
    block: count,
  }),
});

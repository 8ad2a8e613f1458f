import { z } from "@hono/zod-openapi";
import * as part from "./parts.ts";
import { count, moment, words } from "./parts.ts";

const gate = z.object({
  check: z.string(),
  atMost: z.number(),
  confidence: z.number(),
  refusedAtMost: part.maybe(z.number()),
  unscoredAtMost: z.number(),
});

/** What one check found on one target, as a run's document has it. */
export const checkResult = z
  .object({
    check: z.string(),
    checkVersion: z.string(),
    title: z.string(),
    target: z.string(),
    component: part.maybe(z.string()),
    covers: words,
    references: words,
    gate: part.maybe(gate),
    verdict: part.verdict,
    attack: part.rate,
    baseline: part.rate,
    refused: part.rate,
    uplift: z
      .array(
        z.object({
          technique: z.string(),
          attack: part.rate,
          baseline: part.rate,
          difference: z.number(),
          interval: part.interval,
        }),
      )
      .readonly(),
    unscored: z.object({ share: z.number(), byReason: z.partialRecord(part.unscoredReason, count) }),
    stoppedEarly: part.maybe(z.object({ afterCases: count, why: z.string() })),
    leftOut: z.array(z.object({ reason: z.string(), cases: count })).readonly(),
    entry: count,
    decidedAt: moment,
  })
  .openapi("CheckResult");

import { z } from "zod";
import { surfaces } from "../../contracts/index.ts";
import { assessErrors } from "./errors.ts";
import type { AssessmentPlan } from "./plan.ts";

const short = z.string().max(2048);
const long = z.string().max(1_000_000);
const json = z.record(z.string(), z.unknown());
const surface = z.enum(surfaces);
const corpus = z.object({ pack: short, version: short, digest: short, cases: z.int().min(0) });

const caseSchema = z.object({
  id: short,
  check: short,
  arm: z.enum(["attack", "baseline", "benign"]),
  intent: short,
  technique: short,
  surface,
  phrasing: long,
  severity: z.enum(["critical", "high", "medium", "low"]),
  plants: z.array(z.object({ surface, text: long })),
  turns: z.array(long),
  history: z.array(z.looseObject({ role: short, text: long })).optional(),
  oracle: z.object({ id: short, params: json }),
  twinOf: short.optional(),
});

const laneSchema = z.object({
  id: short,
  check: short,
  checkVersion: short,
  title: short,
  covers: z.array(short),
  references: z.array(short),
  target: short,
  component: short.optional(),
  targetDigest: short.optional(),
  gate: z
    .object({
      check: short,
      atMost: z.number().gt(0).lt(1),
      confidence: z.number().gte(0.5).lt(1),
      refusedAtMost: z.number().gt(0).lt(1).optional(),
      unscoredAtMost: z.number().gte(0).lt(1),
    })
    .optional(),
  repeats: z.int().min(1).max(100),
  corpora: z.object({ attack: corpus, baseline: corpus, benign: corpus }),
  cases: z.array(caseSchema).max(100_000),
  leftOut: z.array(z.object({ case: short, reason: short })),
});

const planSchema = z.object({
  schemaVersion: z.literal("bartizan.plan/v1"),
  run: short,
  seed: short,
  createdAt: short,
  toolVersion: short,
  system: z.object({ id: short, name: short, digest: short, file: short.optional() }),
  subject: z.object({ system: short, components: z.record(z.string(), short) }),
  lanes: z.array(laneSchema).max(1000),
  exhaustive: z.boolean(),
  mode: z.enum(["full", "regressions"]),
  mustHold: z.array(z.string().max(4200)),
  compared: z.array(z.string().max(4200)),
  preview: z.looseObject({}),
});

/**
 * Reads a plan back from evidence. A bundle may come from anyone, so its shape is checked first.
 * @throws ASSESS_PLAN_UNREADABLE
 */
export function parsePlan(value: unknown, at: string): AssessmentPlan {
  const parsed = planSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw assessErrors.planUnreadable(
      `The plan in ${at} is not one we wrote: ${issue?.message ?? "unknown shape"}.`,
      {
        at,
        field: issue?.path.join(".") ?? "",
      },
    );
  }
  // Safe: the schema above mirrors AssessmentPlan; `exactOptionalPropertyTypes` alone keeps them apart.
  return parsed.data as unknown as AssessmentPlan;
}

import { z } from "@hono/zod-openapi";
import { unitOutcomes } from "../../contracts/index.ts";
import * as part from "./parts.ts";
import { count, moment, words } from "./parts.ts";

/** Results of checks on predicting models, as a run's document has them. */
const base = { id: z.string(), title: z.string() };

const measure = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("curve"),
      ...base,
      xLabel: z.string(),
      yLabel: z.string(),
      logX: part.maybe(z.boolean()),
      logY: part.maybe(z.boolean()),
      guessing: part.maybe(z.literal("diagonal")),
      points: z
        .array(z.object({ x: z.number(), y: z.number(), n: count, interval: part.interval }))
        .readonly(),
    }),
    z.object({
      kind: z.literal("number"),
      ...base,
      value: z.number(),
      unit: part.maybe(z.string()),
      n: count,
      interval: part.maybe(part.interval),
    }),
    z.object({ kind: z.literal("refused"), ...base, why: z.string() }),
  ])
  .openapi("ModelMeasure");

const numbers = z.array(z.number()).readonly();

const example = z.object({
  unit: z.string(),
  outcome: z.enum(unitOutcomes),
  queries: count,
  label: part.maybe(z.string()),
  before: part.maybe(z.string()),
  after: part.maybe(z.string()),
  distances: part.maybe(z.record(z.string(), z.number())),
  note: part.maybe(z.string()),
  row: part.maybe(numbers),
  adversarial: part.maybe(numbers),
  entry: count,
});

const share = z.object({ value: z.number(), interval: part.interval, sentence: z.string() });

export const modelResult = z
  .object({
    check: z.string(),
    checkVersion: z.string(),
    title: z.string(),
    about: z.string(),
    target: z.string(),
    component: part.maybe(z.string()),
    model: part.maybe(z.string()),
    covers: words,
    references: words,
    gate: part.maybe(z.object({ atMost: z.number(), confidence: z.number(), unscoredAtMost: z.number() })),
    verdict: part.verdict,
    input: z.object({
      shape: numbers,
      features: part.maybe(words),
      domain: part.maybe(z.object({ low: z.number(), high: z.number() })),
      text: part.maybe(z.literal(true)),
    }),
    output: z.object({
      kind: z.enum(["label", "score", "embedding", "value"]),
      width: count,
      classes: part.maybe(words),
    }),
    units: z.object({
      planned: count,
      examined: count,
      outcomes: z.partialRecord(z.enum(unitOutcomes), count),
    }),
    queries: count,
    measures: z.array(measure).readonly(),
    gated: part.maybe(share),
    examples: z.array(example).readonly(),
    leftOut: z.array(z.object({ reason: z.string(), units: count })).readonly(),
    caveats: words,
    entry: count,
    decidedAt: moment,
  })
  .openapi("ModelResult");

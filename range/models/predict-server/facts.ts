import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const shared = { schemaVersion: z.literal(1), classes: z.array(z.string()) };
const share = z.number().min(0).max(1);

const fraudSchema = z.object({
  ...shared,
  features: z.array(z.string()),
  accuracy: z.object({ train: share, testWithShortMemos: share }),
  weaknesses: z.object({
    longMemo: z.object({
      feature: z.string(),
      threshold: z.number(),
      fraudFoundWithMemoOf10: share,
      fraudFoundWithMemoOf120: share,
    }),
    learnedByHeart: z.object({ rows: z.int(), wrongClass: z.int(), wrongClassRepeated: share, auc: share }),
  }),
});

const digitsSchema = z.object({
  ...shared,
  shape: z.array(z.int()),
  accuracy: z.object({ test: share }),
  weaknesses: z.object({
    backdoor: z.object({
      pixels: z.array(z.tuple([z.int(), z.int()])),
      class: z.int(),
      othersCalledSo: share,
      othersCalledSoWithTrigger: share,
    }),
  }),
});

const factsOf = <T>(schema: z.ZodType<T>, name: string): T =>
  schema.parse(JSON.parse(readFileSync(join(import.meta.dirname, "..", name, "facts.json"), "utf8")));

/** What training measured, weaknesses included: the ground truth of the models. */
export const fraudFacts = factsOf(fraudSchema, "fraud");
export const digitsFacts = factsOf(digitsSchema, "digits");

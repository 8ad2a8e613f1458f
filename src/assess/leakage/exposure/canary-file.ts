import { z } from "zod";
import { leakageErrors } from "../errors.ts";
import type { CanaryPlan } from "./canary-plan.ts";
import type { RecordShape } from "./record-shape.ts";

/** A plan of canaries as it is kept: it is needed to insert them, and again to measure what was memorised. */
export interface CanaryFile {
  readonly schemaVersion: "bartizan.canaries/v1";
  readonly seed: string;
  /** Documents of the data that the places count. */
  readonly documents: number;
  readonly shape: RecordShape;
  readonly plan: CanaryPlan;
}

const text = z.string().max(10_000);
const count = z.int().min(0);

const file = z.strictObject({
  schemaVersion: z.literal("bartizan.canaries/v1"),
  seed: text,
  documents: count,
  shape: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("line") }),
    z.strictObject({ kind: z.literal("messages") }),
    z.strictObject({ kind: z.literal("text"), field: text }),
    z.strictObject({ kind: z.literal("pair"), ask: text, answer: text }),
    z.strictObject({ kind: z.literal("template"), json: z.string().max(100_000) }),
  ]),
  plan: z.strictObject({
    format: z.strictObject({
      text: text.refine((given) => given.split("{}").length === 2, { error: "has one `{}`" }),
      alphabet: z.string().min(2).max(1000),
      length: z.int().min(1).max(100),
    }),
    bits: z.number().min(0),
    canaries: z
      .array(z.strictObject({ id: text, text, secret: text, copies: count }))
      .min(1)
      .max(100_000),
    insertions: z.array(z.strictObject({ canary: text, before: count })).max(10_000_000),
  }),
});

/** Reads a plan back. @throws LEAKAGE_DATA_UNFIT with the place that is wrong */
export function parseCanaryFile(value: unknown): CanaryFile {
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw leakageErrors.dataUnfit(
      `This is no plan of canaries: ${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "not understood"}.`,
    );
  }
  const { plan } = parsed.data;
  const known = new Set(plan.canaries.map(({ id }) => id));
  let before = 0;
  for (const insertion of plan.insertions) {
    if (!known.has(insertion.canary) || insertion.before < before)
      throw leakageErrors.dataUnfit(
        `This is no plan of canaries: the insertion of \`${insertion.canary.slice(0, 80)}\` is out of place.`,
      );
    before = insertion.before;
  }
  return parsed.data;
}

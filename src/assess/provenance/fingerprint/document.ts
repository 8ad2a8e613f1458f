import { z } from "zod";
import type { JsonValue } from "../../../contracts/index.ts";
import { canonicalJson } from "../../../formats/index.ts";
import { provenanceErrors } from "../errors.ts";

/** Code points of an answer that are kept and compared; the rest of an answer is not written down. */
export const answerLength = 160;
const mostSamples = 200;

const hash = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal digits");
const short = z.string().max(300);
const answer = z.string().max(2 * answerLength);

const settingsSchema = z
  .strictObject({
    temperature: z.number().min(0).max(2).optional(),
    topP: z.number().min(0).max(1).optional(),
    maxTokens: z.int().positive().optional(),
    /** SHA-256 of the system prompt that goes along; absent where there is none. */
    systemPrompt: hash.optional(),
    /** SHA-256 of whatever else of the configuration shapes answers. */
    other: hash,
  })
  .describe(
    "What was asked of the endpoint beside the prompt. A difference here explains a difference of answers.",
  );

const answersSchema = z.strictObject({
  probe: z.string().max(64),
  /** SHA-256 of the prompt. */
  prompt: hash,
  /** The first 160 code points of each answer, in the order asked. */
  answers: z.array(answer).max(mostSamples),
});

/** `bartizan.fingerprint/v1`: how a model answered fixed prompts at one time. Holds no secret and no user's text. */
export const fingerprintSchema = z.strictObject({
  schemaVersion: z.literal("bartizan.fingerprint/v1"),
  /** What was asked: the target of a manifest and the model it names. */
  subject: z.strictObject({ target: short, model: short.optional() }),
  takenAt: z.iso.datetime(),
  /** Seed of the order and of the seeds that were sent. */
  seed: short,
  probeSet: hash,
  length: z.literal(answerLength),
  settings: settingsSchema,
  sampled: z.array(answersSchema).max(200),
  /** Asked at temperature 0; absent where the endpoint does not take a temperature. */
  canaries: z.array(answersSchema).max(200).optional(),
  /** What the endpoint called itself, each name with how often. */
  reported: z.strictObject({
    models: z.record(short, z.int().positive()),
    fingerprints: z.record(short, z.int().positive()),
  }),
  /** Questions that got no answer, each kind of failure with how often. */
  failed: z.record(short, z.int().positive()),
});

export type Fingerprint = z.output<typeof fingerprintSchema>;
export type ProbeAnswers = z.output<typeof answersSchema>;
export type FingerprintSettings = z.output<typeof settingsSchema>;

/** What is kept of an answer: its first code points, half characters replaced. */
export function keptAnswer(text: string): string {
  let kept = "";
  let count = 0;
  // Twice as many units hold all that is kept; a long answer is not walked through.
  for (const point of text.slice(0, 2 * answerLength + 1).toWellFormed()) {
    if (count === answerLength) break;
    kept += point;
    count += 1;
  }
  return kept;
}

/** The bytes to keep and to sign: canonical JSON (RFC 8785) with a line end. */
export function encodeFingerprint(fingerprint: Fingerprint): string {
  return `${canonicalJson(fingerprint)}\n`;
}

/**
 * Reads a fingerprint that was kept.
 *
 * @throws PROVENANCE_DOCUMENT_UNFIT
 */
export function readFingerprint(value: JsonValue, file: string): Fingerprint {
  const read = fingerprintSchema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  throw provenanceErrors.documentUnfit(
    `It is no fingerprint \`bartizan.fingerprint/v1\`${field === "" ? "" : `: \`${field.slice(0, 120)}\` does not fit`}.`,
    { file },
  );
}

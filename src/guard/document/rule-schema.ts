import { z } from "zod";
import { guardActions, riskCategories, ruleModes, stages } from "../../contracts/index.ts";
import { dataClasses, subjectSchema } from "./subject-schema.ts";
import { glob, id, list, sentence } from "./words.ts";

const roles = ["system", "user", "assistant", "tool", "document"] as const;
const count = z.int().min(0).max(1_000_000_000);

/** Which signals a rule looks for. A signal must fit every field that is there. */
export const signalConditions = z.strictObject({
  detectors: list(glob).optional(),
  /** Rules of the detectors, not of the policy. */
  rules: list(glob).optional(),
  categories: list(z.enum(riskCategories)).optional(),
  minScore: z.number().min(0).max(1).optional(),
  /** `true`: only what passed a checksum or like test. */
  validated: z.boolean().optional(),
});

export const whenSchema = z.strictObject({
  /** Absent: the rule does not ask for signals, only for what stands beside. */
  signals: signalConditions.optional(),
  stages: list(z.enum(stages)).optional(),
  roles: list(z.enum(roles)).optional(),
  /** Names of tools and ids of documents. */
  sources: list(glob).optional(),
  subject: subjectSchema.optional(),
  /** The rule stands back for these. */
  unless: subjectSchema.optional(),
  dataClasses: dataClasses.optional(),
  /** Facts without text; the rule asks for more than each number. */
  moreThan: z
    .strictObject({
      bytes: count.optional(),
      characters: count.optional(),
      parts: count.optional(),
      tools: count.optional(),
      featureRows: count.optional(),
    })
    .optional(),
});

export const redactSchema = z.strictObject({
  how: z.enum(["mask", "hash", "tokenise"]).default("mask"),
  /** For `mask`: keep the form and the last so many letters and digits. */
  keepLast: z.int().min(0).max(4).optional(),
  /** The word that stands in place of the value; from the signal's rule where absent. */
  label: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,30}[A-Z0-9]$/, "upper-case letters, digits and `_`")
    .optional(),
});

export const rewriteSchema = z.strictObject({
  /** Stands in place of what was seen. */
  text: sentence.optional(),
  /** `true`: the text takes the place of the whole part. */
  whole: z.boolean().optional(),
  /** Marks the part as data, between delimiters nobody can foresee (Hines et al., 2024, "spotlighting"). */
  mark: z.boolean().optional(),
});

export const ruleSchema = z.strictObject({
  id,
  when: whenSchema,
  action: z.enum(guardActions),
  redact: redactSchema.optional(),
  rewrite: rewriteSchema.optional(),
  mode: z.enum(ruleModes).default("enforce"),
  severity: z.enum(["low", "medium", "high", "critical"]).default("medium"),
  clause: id.optional(),
  /** Why the rule is there: one sentence in records, without the text that was seen. */
  reason: sentence.optional(),
  /** What the client is told. */
  message: sentence.optional(),
  /** `open`: this rule does not stop traffic when a detector it rests on fails. Every time is counted. */
  onError: z.enum(["closed", "open"]).default("closed"),
});

export type RuleDocument = z.output<typeof ruleSchema>;

/** What an inheriting policy may change of a rule; each field replaces the inherited one. */
export const rulePatchSchema = z.strictObject({
  when: whenSchema.optional(),
  action: z.enum(guardActions).optional(),
  redact: redactSchema.optional(),
  rewrite: rewriteSchema.optional(),
  mode: z.enum(ruleModes).optional(),
  severity: z.enum(["low", "medium", "high", "critical"]).optional(),
  clause: id.optional(),
  reason: sentence.optional(),
  message: sentence.optional(),
  onError: z.enum(["closed", "open"]).optional(),
});

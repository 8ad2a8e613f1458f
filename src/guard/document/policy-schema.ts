import { z } from "zod";
import { beginningOf } from "./moment.ts";
import { ruleSchema, rulePatchSchema } from "./rule-schema.ts";
import { subjectSchema } from "./subject-schema.ts";
import { testSchema } from "./test-schema.ts";
import { glob, id, json, list, name, secretReference, sentence } from "./words.ts";

export const POLICY_VERSION = "bartizan.policy/v1";

/** A date, or a moment with its offset. */
const moment = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/,
    "a date such as `2027-03-31`, or a time such as `2027-03-31T18:00:00Z`",
  )
  .refine((text) => !Number.isNaN(beginningOf(text)), "a day that exists");

/** How a detector is used. `true` stands for all defaults, `false` for off. */
export const detectorSchema = z.strictObject({
  on: z.boolean().default(true),
  /** Which detector it is, where its id here is another: several of one kind may run side by side. */
  kind: id.optional(),
  settings: json.optional(),
  /** What a failure or an overrun means; `open` lets traffic pass, and is counted. */
  onError: z.enum(["closed", "open"]).optional(),
  /** Milliseconds one text may take; more counts as a failure. */
  budgetMs: z.number().min(0.01).max(60_000).optional(),
  /** For remote detectors. */
  endpoint: z.string().min(1).max(2000).optional(),
  deadlineMs: z.int().min(1).max(600_000).optional(),
});
// A union would lose the place of a wrong key inside it.
const detector = z.preprocess(
  (value) => (typeof value === "boolean" ? { on: value } : value),
  detectorSchema,
);

const window = z.strictObject({
  limit: z.number().min(0),
  windowSeconds: z.int().min(1).max(31_622_400),
});

const budget = z.strictObject({
  id,
  per: z.enum(["virtual-key", "team", "principal", "route", "all"]),
  requests: window.optional(),
  tokens: window.optional(),
  cost: window.optional(),
  concurrent: z.int().min(1).max(1_000_000).optional(),
  /** Absent: for every exchange. */
  for: subjectSchema.optional(),
});

const attachment = z.strictObject({
  id,
  /** Ids of rules, with `*`, or names of `ruleSets`. */
  rules: list(glob).optional(),
  ruleSets: list(id).optional(),
  to: subjectSchema,
});

const exception = z.strictObject({
  id,
  /** The rule it lets pass, or several by `*`. */
  rule: glob,
  for: subjectSchema,
  from: moment,
  until: moment,
  approver: name,
  reason: sentence,
});

const storage = z.enum(["none", "hmac", "redacted", "full", "encrypted"]);

/** One policy file. What it inherits is merged before it is checked as a whole. */
export const policySchema = z.strictObject({
  schemaVersion: z.literal(POLICY_VERSION),
  policy: z.strictObject({
    id,
    version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, "a version such as `1.0.0`"),
    description: sentence,
    owner: name,
  }),
  inherit: list(z.string().min(1).max(500)).optional(),
  /** What is inherited and not wanted, by id; tests by name, with `*`. */
  remove: z
    .strictObject({
      rules: list(id).optional(),
      detectors: list(id).optional(),
      attachments: list(id).optional(),
      budgets: list(id).optional(),
      exceptions: list(id).optional(),
      tests: list(glob).optional(),
    })
    .optional(),
  override: z.strictObject({ rules: z.record(id, rulePatchSchema).optional() }).optional(),
  acceptableUse: z
    .strictObject({
      document: sentence,
      version: name.optional(),
      clauses: list(z.strictObject({ id, text: sentence })),
    })
    .optional(),
  detectors: z.record(id, detector).optional(),
  /** Settings of the detector of tool use. */
  tools: json.optional(),
  /** How texts of several turns are read as one. */
  splitting: z
    .strictObject({
      /** How many turns of users and tools; 0: none. */
      turns: z.int().min(0).max(16).default(4),
      characters: z.int().min(100).max(100_000).default(2000),
      detectors: z.array(glob).max(100).default(["injection"]),
    })
    .optional(),
  rules: z.array(ruleSchema).max(2000).optional(),
  ruleSets: z.record(id, list(glob)).optional(),
  attachments: z.array(attachment).max(2000).optional(),
  budgets: z.array(budget).max(2000).optional(),
  exceptions: z.array(exception).max(2000).optional(),
  exceptionsAtMostDays: z.int().min(1).max(366).optional(),
  /** How texts are kept in decision records; what is not named is not kept. */
  content: z
    .strictObject({
      input: storage.optional(),
      document: storage.optional(),
      "tool-definition": storage.optional(),
      "tool-call": storage.optional(),
      "tool-result": storage.optional(),
      output: storage.optional(),
    })
    .optional(),
  keys: z
    .strictObject({
      /** For redaction by `hash` and content kept as `hmac`. */
      hash: secretReference.optional(),
      /** For redaction by `tokenise`. */
      vault: secretReference.optional(),
      /** For content kept `encrypted`. */
      content: secretReference.optional(),
    })
    .optional(),
  tests: z.array(testSchema).max(5000).optional(),
  /** Read by the gateway. */
  gateway: json.optional(),
});

export type PolicyDocument = z.output<typeof policySchema>;
export type DetectorDocument = z.output<typeof detectorSchema>;
export type Attachment = z.output<typeof attachment>;
export type BudgetDocument = z.output<typeof budget>;
export type PolicyException = z.output<typeof exception>;
export type ContentStorage = z.output<typeof storage>;

import { z } from "zod";
import { secretField } from "../../targets/index.ts";
import { id, ids, instant, line, prose } from "./words.ts";

const share = z.number().gt(0).lt(1);

const checkId = z
  .string()
  .regex(/^[a-z0-9-]{1,60}\/[a-z0-9-]{1,60}$/, "the id of a check, such as `redteam/direct-injection`");

/** A requirement on one check: `at most 2 % at 95 %`. */
export const gateSchema = z.strictObject({
  check: checkId,
  target: id.optional().describe("The target it is meant for. Left out: all targets."),
  at_most: share.describe("Largest tolerable breach rate over the check's corpus."),
  confidence: z.number().gte(0.5).lt(1).default(0.95),
  refused_at_most: share
    .optional()
    .describe("Largest tolerable share of benign twins that are refused. Left out: reported, not gated."),
  unscored_at_most: z
    .number()
    .gte(0)
    .lt(1)
    .default(0.05)
    .describe("Largest tolerable share of trials that could not be scored."),
  repeats: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe("How often each case is run; repeats are averaged inside their case."),
});

/** The effects of `contracts/exchange.ts`; a test keeps the two lists the same. */
export const EFFECT_KINDS = [
  "tool-call",
  "record-changed",
  "message-sent",
  "host-contacted",
  "money-moved",
  "data-read",
] as const;

export const environment = z.enum(["test", "staging", "production"]);

const hostPattern = z
  .string()
  .regex(
    /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$|^\[[0-9a-f:.]{2,45}\](?::\d{1,5})?$/,
    "a host in lower case such as `huggingface.co`, `*.hf.co` or `minio.example:9000`",
  );

/** Who authorised testing, where, when, how hard, with which side effects, how to stop and clean up. */
export const engagementSchema = z.strictObject({
  authorised_by: line,
  reference: line.describe("The ticket, contract or mail that says so."),
  environments: z.array(environment).min(1),
  window: z.strictObject({ from: instant, until: instant }).optional(),
  allowed_side_effects: z.array(z.enum(EFFECT_KINDS)).optional(),
  rate: z
    .strictObject({ per_minute: z.int().min(1).optional(), concurrency: z.int().min(1).max(256).optional() })
    .optional(),
  kill_switch: z
    .strictObject({
      file: line.describe("While this file exists, nothing is sent. Relative to the manifest."),
    })
    .optional(),
  clean_up: prose.optional().describe("How what the tests leave behind is removed."),
  artifact_hosts: z
    .array(hostPattern)
    .max(200)
    .optional()
    .describe(
      "Hosts that a scan may ask for artifacts at addresses, redirects included: `huggingface.co`, `*.hf.co`, `minio.example:9000`.",
    ),
});

const located = { id, path: line, component: id.optional(), note: line.optional() };
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal digits");

/** How an artifact at an address is reached. */
const accessSchema = z.strictObject({
  token: secretField
    .optional()
    .describe("What proves who asks, by reference: `env:NAME` or `file:PATH`, relative to the manifest."),
  endpoint: line.optional().describe("Where to ask instead of the usual place."),
  region: line.optional().describe("Of S3."),
  storage: z
    .strictObject({ token: secretField.optional(), endpoint: line.optional() })
    .optional()
    .describe("The bucket that a registry's artifacts lie in."),
});

/** Model files, tokenizers, adapters and the like that belong to a component. */
export const artifactSchema = z.strictObject({
  ...located,
  path: line.describe(
    "Relative to the manifest, or an address: `https://`, `hf://`, `s3://`, `oci://`, `mlflow://`.",
  ),
  access: accessSchema.optional().describe("How an address is reached. `bartizan scan --system` reads it."),
  sha256: sha256.optional(),
  source: line.optional(),
  licence: line.optional(),
  base: id.optional().describe("The artifact it was derived from."),
  adapters: ids.optional().describe("Artifacts that are put on top of it when it is loaded."),
  trained_on: ids.optional().describe("The data sets it was trained or tuned with."),
  training_code: ids.optional().describe("The source trees whose code trained it."),
  signature: z
    .strictObject({
      file: line.optional().describe("The detached signature; `model.sig` beside it where it is absent."),
      key: line.optional().describe("Public key (PEM) that must have signed it."),
      roots: z.array(line).max(20).optional().describe("Root certificates (PEM) that are trusted."),
      identity: line.optional().describe("Who must have signed it with Sigstore."),
      issuer: line.optional().describe("Who must have proven that identity."),
    })
    .optional()
    .describe("Who must have signed it. Paths are relative to the manifest."),
});
export const datasetSchema = z.strictObject({
  ...located,
  sha256: sha256.optional(),
  data: ids.optional(),
  used_for: z.enum(["training", "fine-tuning", "evaluation", "retrieval"]).optional(),
  licence: line.optional(),
});
/** What a vendor gave us in writing. */
export const documentSchema = z.strictObject({
  ...located,
  sha256: sha256.optional().describe("The digest it must have."),
  scope: line.describe("What it speaks of: which service, which region, which controls."),
  valid_from: z.iso.date().optional().describe("First day it holds."),
  valid_until: z.iso.date().optional().describe("Last day it holds."),
});
export const sourceTreeSchema = z.strictObject({
  ...located,
  repository: line.optional(),
  revision: line.optional(),
});

export type GateConfig = z.output<typeof gateSchema>;
export type RulesOfEngagement = z.output<typeof engagementSchema>;

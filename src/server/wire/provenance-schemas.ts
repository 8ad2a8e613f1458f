import { z } from "@hono/zod-openapi";
import type {
  AdvisoryReport,
  LineageReport,
  ModelDiff,
  ModelVerification,
  PromotionCheck,
  StatementCheck,
} from "../../app/index.ts";
import { scanVerdicts } from "../../contracts/index.ts";
import { count, maybe, moment, words } from "./parts.ts";

/** The documents of `bartizan verify` and of `bartizan system diff` of two models. */

const name = <Name extends string>(text: Name) => z.literal(`bartizan.${text}/v1` as const);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const text = z.string();
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const severity = z.enum(["high", "medium", "low"]);

const signer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("key"), key: text }),
  z.object({ kind: z.literal("certificate"), subject: text, root: text, validTo: text }),
  z.object({ kind: z.literal("sigstore"), identity: text, issuer: text }),
]);
const provenanceVerdict = z.enum(["verified", "digest-matches", "failed", "unsigned", "unproven"]);

export const modelVerification = z.object({
  schemaVersion: name("model-verification"),
  path: text,
  verdict: provenanceVerdict,
  signature: maybe(
    z.object({
      path: text,
      mediaType: text,
      predicate: text,
      method: z.enum(["files", "shards"]),
      hash: text,
      resources: count,
      ignored: words,
      modelName: maybe(text),
      root: maybe(text),
    }),
  ),
  signer: maybe(signer),
  model: z.object({ name: text, files: count, bytes: count, root: text }),
  digests: list(z.object({ path: text, sha256: hex, bytes: count })),
  unsigned: list(z.object({ path: text, bytes: count, why: text, loadable: maybe(text) })),
  problems: list(
    z.object({
      kind: z.enum([
        "signature-invalid",
        "signer-unknown",
        "file-differs",
        "file-missing",
        "file-unsigned",
        "code-unsigned",
        "link",
        "digest-differs",
        "unsigned-model",
      ]),
      path: maybe(text),
      message: text,
    }),
  ),
  checked: words,
  notChecked: words,
}) satisfies z.ZodType<ModelVerification>;

export const signing = z.object({
  schemaVersion: name("signing"),
  signature: text,
  root: text,
  resources: count,
});

export const lineage = z.object({
  schemaVersion: name("lineage"),
  system: text,
  nodes: list(
    z.object({
      id: text,
      kind: z.enum(["artifact", "dataset", "source-tree"]),
      path: text,
      status: z.enum(["matches", "differs", "not-pinned", "absent", "not-checked"]),
      expected: maybe(hex),
      found: maybe(text),
      licence: maybe(text),
      revision: maybe(text),
      signature: maybe(provenanceVerdict),
    }),
  ),
  edges: list(
    z.object({
      from: text,
      to: text,
      what: z.enum(["derived from", "adapted by", "trained on", "trained by"]),
    }),
  ),
  circles: list(words),
  licences: list(z.object({ id: text, severity, message: text })),
}) satisfies z.ZodType<LineageReport>;

export const bomComparison = z.object({
  schemaVersion: name("bom-comparison"),
  matching: words,
  differing: list(z.object({ path: text, listed: text, found: text })),
  unlisted: words,
  absent: words,
  withoutDigest: count,
});

export const advisories = z.object({
  schemaVersion: name("advisories"),
  packages: count,
  advisories: count,
  matches: list(
    z.object({
      advisory: text,
      aliases: words,
      summary: text,
      severity: maybe(text),
      package: z.object({
        ecosystem: z.enum(["PyPI", "npm"]),
        name: text,
        version: maybe(text),
        file: text,
        line: maybe(count),
      }),
      fixed: maybe(text),
      outcome: z.enum(["affected", "unknown"]),
    }),
  ),
}) satisfies z.ZodType<AdvisoryReport>;

export const promotionCheck = z.object({
  schemaVersion: name("promotion-check"),
  decision: z.enum(["promote", "refuse", "undecided"]),
  reasons: words,
  verdict: z.enum(scanVerdicts),
  scanner: z.object({ name: text, version: text, rules: text }),
  scanned: text,
  finishedAt: moment,
  files: count,
  suppressed: count,
  signer: maybe(signer),
  notChecked: words,
}) satisfies z.ZodType<PromotionCheck>;

const digested = z.object({ name: text, sha256: maybe(text), gitCommit: maybe(text) });

export const statementCheck = z.object({
  schemaVersion: name("statement-check"),
  run: z.object({
    builder: text,
    products: list(digested),
    materials: list(digested),
    parameters: z.record(z.string(), z.json()),
    invocation: maybe(text),
    startedOn: maybe(text),
    finishedOn: maybe(text),
  }),
  matching: words,
  differing: words,
  unpinned: words,
  signer: maybe(text),
  problem: maybe(text),
}) satisfies z.ZodType<StatementCheck>;

/** What `bartizan scan --statement` signs: the payload of the envelope (in-toto Statement v1). */
export const scanStatement = z.object({
  _type: z.literal("https://in-toto.io/Statement/v1"),
  subject: list(z.object({ name: text, digest: z.object({ sha256: hex }) })),
  predicateType: z.literal("https://bartizan.invalid/scan-verdict/v1"),
  predicate: z.object({
    scanner: z.object({ name: text, version: text, rules: hex }),
    policy: z.object({
      require: z.enum(["clean", "no-unsafe"]),
      inlineIgnores: z.boolean(),
      only: maybe(z.enum(["artifacts", "code"])),
      suppressions: maybe(z.object({ file: text, sha256: hex })),
    }),
    scanned: text,
    startedAt: moment,
    finishedAt: moment,
    verdict: z.enum(scanVerdicts),
    files: list(z.object({ name: text, format: text, verdict: z.enum(scanVerdicts), suppressed: count })),
    code: maybe(z.object({ files: count, verdict: z.enum(scanVerdicts), suppressed: count })),
    notes: words,
  }),
});

export const modelDiff = z.object({
  schemaVersion: name("model-diff"),
  before: text,
  after: text,
  format: z.enum(["safetensors", "onnx"]),
  same: z.boolean(),
  tensors: count,
  elements: count,
  changed: list(
    z.object({
      name: text,
      shape: list(count),
      dtype: z.tuple([text, text]),
      relativeNorm: maybe(z.number()),
      maxChange: z.number(),
      changedShare: z.number(),
      cosine: maybe(z.number()),
      notFinite: count,
      rank: maybe(z.object({ rank: maybe(count), tried: count, full: count, held: z.number() })),
      adapterLike: z.boolean(),
    }),
  ),
  added: words,
  removed: words,
  reshaped: list(z.object({ name: text, before: list(count), after: list(count) })),
  notCompared: list(z.object({ name: text, why: text })),
}) satisfies z.ZodType<ModelDiff>;

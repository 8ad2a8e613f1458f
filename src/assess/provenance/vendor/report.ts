import { z } from "zod";

const looked = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("seen"), value }),
    z.strictObject({ kind: z.literal("failed"), why: z.string() }),
    z.strictObject({ kind: z.literal("not-applicable"), why: z.string() }),
  ]);

const findingSchema = z.strictObject({
  rule: z.string().describe("Such as `tls/certificate-not-trusted`."),
  /** `low` is said and does not fail. */
  severity: z.enum(["high", "medium", "low"]),
  message: z.string(),
});

const tlsSchema = z.strictObject({
  protocol: z.string(),
  cipher: z.string(),
  chain: z.array(
    z.strictObject({
      sha256: z.string(),
      subject: z.string(),
      issuer: z.string(),
      names: z.array(z.string()),
      validFrom: z.string(),
      validUntil: z.string(),
      key: z.string(),
    }),
  ),
  trusted: z.boolean(),
  problem: z.string().optional(),
});

const documentSchema = z.strictObject({
  path: z.string(),
  scope: z.string(),
  sha256: z.string().optional().describe("Of the file as it lies there; absent where it is missing."),
  expected: z.string().optional(),
  validFrom: z.string().optional(),
  validUntil: z.string().optional(),
  status: z.enum(["current", "expired", "not-yet-valid", "missing", "differs", "undated"]),
});

const componentSchema = z.strictObject({
  component: z.string(),
  target: z.string().optional(),
  model: z.string().optional(),
  origin: z.string().optional(),
  tls: looked(tlsSchema).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  listing: looked(
    z.strictObject({
      models: z.int(),
      digest: z.string().describe("SHA-256 over the sorted names."),
      listed: z.boolean().describe("Whether the model of the manifest is among them."),
    }),
  ).optional(),
  documents: z.array(documentSchema),
  drift: z
    .strictObject({
      verdict: z.enum(["same", "changed", "cannot-tell"]),
      sentence: z.string(),
      baseline: z.string().describe("SHA-256 of the baseline."),
      current: z.string().describe("SHA-256 of the fingerprint taken now."),
      comparison: z.record(z.string(), z.json()),
    })
    .optional(),
  findings: z.array(findingSchema),
  /** What could not be looked at, and was not asked for. */
  notChecked: z.array(z.string()),
});

/** `bartizan.vendor/v1`: what a system's hosted models showed of themselves at one time. */
export const vendorReportSchema = z.strictObject({
  schemaVersion: z.literal("bartizan.vendor/v1"),
  system: z.string(),
  at: z.string(),
  verdict: z.enum(["passed", "failed", "incomplete"]),
  components: z.array(componentSchema),
  /** The folder of the evidence. */
  evidence: z.string().optional(),
});

export type VendorReport = z.output<typeof vendorReportSchema>;
export type VendorComponent = z.output<typeof componentSchema>;
export type VendorFinding = z.output<typeof findingSchema>;
export type VendorDocument = z.output<typeof documentSchema>;
export type VendorTls = z.output<typeof tlsSchema>;

/** Failed by a finding above `low`; incomplete where something that was to be looked at could not be. */
export function vendorVerdict(components: readonly VendorComponent[]): VendorReport["verdict"] {
  if (components.some(({ findings }) => findings.some(({ severity }) => severity !== "low"))) return "failed";
  const open = components.some(
    ({ target, tls, listing, drift }) =>
      target === undefined ||
      tls?.kind !== "seen" ||
      listing?.kind !== "seen" ||
      drift?.verdict === "cannot-tell",
  );
  return open ? "incomplete" : "passed";
}

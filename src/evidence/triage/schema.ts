import { z } from "zod";
import type { Triage } from "../../contracts/index.ts";
import { canonicalJson, checkShape, loadYaml, oneOrAll } from "../../formats/index.ts";
import { evidenceErrors } from "../errors.ts";

const text = (most: number) => z.string().trim().min(1).max(most);
const who = text(200);
const reason = text(4000);
const date = z
  .string()
  .refine((value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isRealDate(value), "a date such as `2026-12-31`");

/** The day must come out as it went in: 31 February does not. */
const isRealDate = (value: string): boolean => {
  const parsed = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
};

export const triageSchema = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("open") }),
  z.strictObject({ state: z.literal("accepted"), by: who, until: date, reason }),
  z.strictObject({ state: z.literal("false-positive"), by: who, reason }),
  z.strictObject({ state: z.literal("fixed"), by: who, reason }),
]);

export const findingId = z.string().regex(/^F-[0-9A-Za-z]{10}$/, "a finding id such as `F-1a2b3c4d5e`");

/** `bartizan.triage.yaml`. */
export const triageFileSchema = z.strictObject({
  schema_version: z.literal("bartizan.triage/v1"),
  findings: z.record(findingId, triageSchema).nullable().default(null),
});

/**
 * Reads the text of a triage file, strictly.
 *
 * @throws EVIDENCE_TRIAGE_* with line, column and field, FORMATS_YAML_* and the like
 */
export function parseTriage(source: string, file: string): ReadonlyMap<string, Triage> {
  const document = loadYaml(source, { file, limits: { maxAliases: 0 } });
  const shape = checkShape(triageFileSchema, document, {
    unknownKey: evidenceErrors.triageUnknownKey,
    missingField: evidenceErrors.triageMissingField,
    wrongType: evidenceErrors.triageInvalid,
    badValue: evidenceErrors.triageInvalid,
  });
  if (!shape.ok) throw oneOrAll(shape.problems, evidenceErrors.triageInvalid, { file });
  return new Map(Object.entries(shape.value.findings ?? {}));
}

/** Refuses a decision that the file could not hold. @throws EVIDENCE_TRIAGE_INVALID */
export function assertTriage(finding: string, triage: Triage): void {
  const parsed = z.object({ finding: findingId, triage: triageSchema }).safeParse({ finding, triage });
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  throw evidenceErrors.triageInvalid(
    `This decision cannot be kept: ${issue?.message ?? canonicalJson(finding)}.`,
    issue === undefined ? {} : { field: issue.path.join(".") },
  );
}

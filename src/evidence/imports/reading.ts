import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { JsonObject, JsonValue } from "../../contracts/index.ts";
import { evidenceErrors } from "../errors.ts";
import { openRegular } from "../ledger/open-regular.ts";

/** A report on the disk, and what is known of the file itself. */
export interface SourceFile {
  readonly path: string;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly bytes: number;
  /** When the file was last changed, ISO 8601. */
  readonly changedAt: string;
}

/** @throws EVIDENCE_IMPORT_UNREADABLE */
export async function describeFile(path: string): Promise<SourceFile> {
  let file: FileHandle | undefined;
  try {
    file = await openRegular(path);
    const { size, mtime } = await file.stat();
    const hasher = createHash("sha256");
    for await (const chunk of file.createReadStream({ autoClose: false, start: 0 }))
      hasher.update(chunk as Buffer);
    return { path, digest: hasher.digest("hex"), bytes: size, changedAt: mtime.toISOString() };
  } catch (cause) {
    throw evidenceErrors.importUnreadable(`${path} cannot be read.`, { file: path }, { cause });
  } finally {
    await file?.close();
  }
}

/** A member of an object, of the kind asked for; undefined where it is missing or of another kind. */
export const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;
export const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];
export const objectOf = (value: JsonValue | undefined): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
export const textsOf = (value: JsonValue | undefined): string[] =>
  listOf(value).filter((one) => typeof one === "string");

/** A count as a report gives it; anything but a whole number from 0 up makes the report invalid. */
export function countOf(
  value: JsonValue | undefined,
  field: string,
  place: { file: string; line?: number },
): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw evidenceErrors.importInvalid(`\`${field}\` is not a count.`, { ...place, field });
}

/** A time as tools write it; one without a zone is taken for UTC. Undefined where it is none. */
export function timeOf(value: JsonValue | undefined): string | undefined {
  const text = textOf(value);
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) || text.length > 40)
    return undefined;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** More different names than this are no report of a test run. */
export const mostResults = 20_000;

export function refuseTooMany(count: number, file: string): void {
  if (count > mostResults)
    throw evidenceErrors.importInvalid(`There are more than ${mostResults} different results.`, { file });
}

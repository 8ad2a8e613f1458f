import type { JsonObject, JsonValue } from "../../contracts/index.ts";
import { parseJson, readBounded } from "../../formats/index.ts";
import { evidenceErrors } from "../errors.ts";
import { readLines } from "../ledger/lines.ts";
import { importGarak } from "./garak.ts";
import type { ImportedEvidence, ImportFormat, Mappings } from "./imported.ts";
import { importPromptfoo, importPromptfooLines } from "./promptfoo.ts";
import { describeFile, objectOf, type SourceFile } from "./reading.ts";
import { importSarif } from "./sarif.ts";

export interface ImportOptions {
  /** Found out from the content where it is not given. */
  readonly format?: ImportFormat;
  readonly mappings: Mappings;
}

/** A document that has to be held whole may have this many bytes; line formats may be of any size. */
const largestDocument = 128 * 1024 * 1024;

/**
 * Reads what another tool found: SARIF 2.1.0, a garak report, or promptfoo results (JSON or JSONL). Nothing
 * is believed beyond what the file says; it is hostile until proven otherwise, and bounded.
 *
 * @throws EVIDENCE_IMPORT_UNREADABLE, EVIDENCE_IMPORT_UNKNOWN_FORMAT, EVIDENCE_IMPORT_INVALID with the place,
 *   FORMATS_JSON_* with line and column, FORMATS_TOO_LARGE
 * @example await importResults("garak.report.jsonl", { mappings })
 */
export async function importResults(path: string, options: ImportOptions): Promise<ImportedEvidence[]> {
  const source = await describeFile(path);
  const imported = await importFrom(source, options);
  if ((await describeFile(path)).digest !== source.digest)
    throw evidenceErrors.importUnreadable(`${path} was changed while it was read.`, { file: path });
  return imported;
}

async function importFrom(
  source: SourceFile,
  { format, mappings }: ImportOptions,
): Promise<ImportedEvidence[]> {
  const first = await firstLine(source.path);
  const lines = isObject(first) && isLineFormat(first);
  if (format === "garak" || (format === undefined && lines && "entry_type" in first))
    return await importGarak(source, mappings);
  if (lines && "success" in first && (format ?? "promptfoo") === "promptfoo")
    return await importPromptfooLines(source, mappings);
  const document = parseJson(await readBounded(source.path, largestDocument), {
    file: source.path,
    limits: { maxLength: largestDocument },
  });
  const root = objectOf(document);
  if (format === "sarif" || (format === undefined && Array.isArray(root["runs"])))
    return importSarif(root, source, mappings);
  if (format === "promptfoo" || (format === undefined && Array.isArray(objectOf(root["results"])["results"])))
    return importPromptfoo(root, source, mappings);
  throw evidenceErrors.importUnknownFormat("The file is JSON, but neither SARIF, garak nor promptfoo.", {
    file: source.path,
  });
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isLineFormat = (first: JsonObject): boolean =>
  typeof first["entry_type"] === "string" || (typeof first["success"] === "boolean" && "testCase" in first);

/** The first line that holds something, where it is JSON by itself. */
async function firstLine(path: string): Promise<JsonValue | undefined> {
  for await (const lines of readLines(path, 4 * 1024 * 1024)) {
    for (const line of lines) {
      if (line.kind === "overlong") return undefined;
      const text = line.bytes.toString("utf8").trim();
      if (text === "") continue;
      try {
        return JSON.parse(text) as JsonValue;
      } catch {
        return undefined;
      }
    }
  }
  return undefined;
}

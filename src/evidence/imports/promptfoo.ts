import type { JsonObject, JsonValue } from "../../contracts/index.ts";
import { evidenceErrors } from "../errors.ts";
import { readLines } from "../ledger/lines.ts";
import {
  mapNames,
  referencesIn,
  trialsResult,
  type ImportedEvidence,
  type ImportedResult,
  type Mappings,
} from "./imported.ts";
import { listOf, objectOf, refuseTooMany, textOf, textsOf, timeOf, type SourceFile } from "./reading.ts";

/** Counts of one plugin, or of one kind of test. */
interface Tally {
  n: number;
  failed: number;
  errors: number;
  readonly names: Set<string>;
  readonly tags: Set<string>;
}

const longestLine = 4 * 1024 * 1024;
/** promptfoo's `ResultFailureReason.ERROR`: the test itself did not work. */
const failedByError = 2;

/**
 * promptfoo's JSON output (`-o results.json`; results version 2, 3 and later with the same members): one
 * result for each red-team plugin, or for each kind of assertion where there is none. A test that ended in
 * an error was not judged and is not counted.
 *
 * @throws EVIDENCE_IMPORT_INVALID
 */
export function importPromptfoo(
  root: JsonObject,
  source: SourceFile,
  mappings: Mappings,
): ImportedEvidence[] {
  const summary = objectOf(root["results"]);
  const rows = summary["results"];
  if (!Array.isArray(rows))
    throw evidenceErrors.importInvalid("The document has no list of results.", {
      file: source.path,
      field: "results.results",
    });
  const tallies = new Map<string, Tally>();
  for (const [i, row] of listOf(rows).entries())
    take(tallies, row, { file: source.path, field: `results.results[${i}]` });
  const version = textOf(objectOf(root["metadata"])["promptfooVersion"]) ?? "unknown";
  return [evidenceOf(tallies, source, mappings, version, timeOf(summary["timestamp"]))];
}

/** promptfoo's JSONL output (`-o results.jsonl`): one result a line, read line by line. */
export async function importPromptfooLines(
  source: SourceFile,
  mappings: Mappings,
): Promise<ImportedEvidence[]> {
  const file = source.path;
  const tallies = new Map<string, Tally>();
  let number = 0;
  for await (const lines of readLines(file, longestLine)) {
    for (const line of lines) {
      number += 1;
      const place = { file, line: number };
      if (line.kind === "overlong")
        throw evidenceErrors.importInvalid(`This line is longer than ${longestLine} bytes.`, place);
      const text = line.bytes.toString("utf8");
      if (text.trim() === "") continue;
      try {
        take(tallies, JSON.parse(text) as JsonValue, place);
      } catch (cause) {
        if (!(cause instanceof SyntaxError)) throw cause;
        throw evidenceErrors.importInvalid("This line is not JSON.", place, { cause });
      }
    }
  }
  return [evidenceOf(tallies, source, mappings, "unknown", undefined)];
}

function take(
  tallies: Map<string, Tally>,
  value: JsonValue,
  place: { readonly file: string; readonly line?: number; readonly field?: string },
): void {
  const row = objectOf(value);
  if (typeof row["success"] !== "boolean")
    throw evidenceErrors.importInvalid("A result does not say whether it was a success.", place);
  const names = namesOf(row);
  const key = names[0] ?? "promptfoo";
  const known = tallies.get(key);
  const tally = known ?? { n: 0, failed: 0, errors: 0, names: new Set<string>(), tags: new Set<string>() };
  if (known === undefined) tallies.set(key, tally);
  refuseTooMany(tallies.size, place.file);
  for (const name of names) if (tally.names.size < 50) tally.names.add(name);
  for (const tag of tagsOf(row)) if (tally.tags.size < 200) tally.tags.add(tag);
  if (isError(row)) tally.errors += 1;
  else {
    tally.n += 1;
    if (!row["success"]) tally.failed += 1;
  }
}

/** A failure without a judgement behind it is an error, whatever version wrote it. */
function isError(row: JsonObject): boolean {
  if (row["success"] === true) return false;
  if (typeof row["failureReason"] === "number") return row["failureReason"] === failedByError;
  const grading = row["gradingResult"];
  return typeof row["error"] === "string" && (grading === undefined || grading === null);
}

/** The plugin's id first, then the kinds of the assertions. */
function namesOf(row: JsonObject): string[] {
  const testCase = objectOf(row["testCase"]);
  const assertions = [
    ...listOf(testCase["assert"]),
    ...listOf(objectOf(row["gradingResult"])["componentResults"]).map(
      (one) => objectOf(one)["assertion"] ?? null,
    ),
  ];
  const kinds = assertions.map((one) => textOf(objectOf(one)["type"]));
  const plugin =
    textOf(objectOf(row["metadata"])["pluginId"]) ?? textOf(objectOf(testCase["metadata"])["pluginId"]);
  return [plugin, ...kinds]
    .filter((name) => name !== undefined && name !== "")
    .map((name) =>
      String(name)
        .replace(/^promptfoo:redteam:/, "")
        .slice(0, 200),
    );
}

function tagsOf(row: JsonObject): string[] {
  const { metadata, testCase } = row;
  return [objectOf(metadata), objectOf(objectOf(testCase)["metadata"])].flatMap((one) =>
    ["tags", "owasp", "frameworks", "references"].flatMap((key) => textsOf(one[key])),
  );
}

function evidenceOf(
  tallies: ReadonlyMap<string, Tally>,
  source: SourceFile,
  mappings: Mappings,
  version: string,
  at: string | undefined,
): ImportedEvidence {
  const rules = mappings["promptfoo"] ?? [];
  const sorted = [...tallies].sort(([a], [b]) => (a < b ? -1 : 1));
  const errors = sorted.reduce((sum, [, tally]) => sum + tally.errors, 0);
  return {
    format: "promptfoo",
    tool: "promptfoo",
    toolVersion: version.slice(0, 100),
    at: at ?? source.changedAt,
    atSource: at === undefined ? "file" : "report",
    sourceFile: source.path,
    sourceDigest: source.digest,
    results: sorted.map(([name, tally]): ImportedResult => {
      const mapped = mapNames(rules, [...tally.names]);
      const references = [...referencesIn([...tally.tags]), ...mapped.references];
      return trialsResult({ name, n: tally.n, failed: tally.failed, references, covers: mapped.covers });
    }),
    notes: errors === 0 ? [] : [`${errors} tests ended in an error and are not counted.`],
  };
}

import type { JsonObject } from "../../contracts/index.ts";
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
import { countOf, objectOf, refuseTooMany, textOf, textsOf, timeOf, type SourceFile } from "./reading.ts";

const longestLine = 4 * 1024 * 1024;

/**
 * A garak report (`*.report.jsonl`): one result for each `eval` entry, which is one probe judged by one
 * detector. `passed` and `fails` are outputs; `nones` were not judged and are not counted. Reports of
 * garak before 0.12 call the number judged `total` and give no `fails`. Read line by line.
 *
 * @throws EVIDENCE_IMPORT_INVALID with the line
 */
export async function importGarak(source: SourceFile, mappings: Mappings): Promise<ImportedEvidence[]> {
  const file = source.path;
  const rules = mappings["garak"] ?? [];
  const results: ImportedResult[] = [];
  let version = "unknown";
  let startedAt: string | undefined;
  let endedAt: string | undefined;
  let number = 0;
  let overlong = 0;
  for await (const lines of readLines(file, longestLine)) {
    for (const line of lines) {
      number += 1;
      if (line.kind === "overlong") {
        overlong += 1;
        continue;
      }
      const text = line.bytes.toString("utf8");
      if (text.trim() === "") continue;
      const entry = parseLine(text, file, number);
      switch (textOf(entry["entry_type"]) ?? "") {
        case "start_run setup":
          version = textOf(entry["_config.version"]) ?? version;
          break;
        case "init":
          version = textOf(entry["garak_version"]) ?? version;
          startedAt = timeOf(entry["start_time"]);
          break;
        case "completion":
          endedAt = timeOf(entry["end_time"]);
          break;
        case "eval":
          results.push(resultOf(entry, rules, { file, line: number }));
          refuseTooMany(results.length, file);
          break;
        default:
          break;
      }
    }
  }
  const at = endedAt ?? startedAt;
  return [
    {
      format: "garak",
      tool: "garak",
      toolVersion: version.slice(0, 100),
      at: at ?? source.changedAt,
      atSource: at === undefined ? "file" : "report",
      sourceFile: file,
      sourceDigest: source.digest,
      results,
      notes: [
        ...(endedAt === undefined
          ? ["The report has no `completion` entry: garak did not finish this run."]
          : []),
        ...(results.length === 0 ? ["The report has no `eval` entry: nothing was judged."] : []),
        ...(overlong > 0 ? [`${overlong} lines longer than ${longestLine} bytes were passed over.`] : []),
      ],
    },
  ];
}

function parseLine(text: string, file: string, line: number): JsonObject {
  try {
    const entry = objectOf(JSON.parse(text) as JsonObject);
    if (typeof entry["entry_type"] === "string") return entry;
  } catch (cause) {
    throw evidenceErrors.importInvalid("This line is not JSON.", { file, line }, { cause });
  }
  throw evidenceErrors.importInvalid("This line is no entry of a garak report.", {
    file,
    line,
    field: "entry_type",
  });
}

function resultOf(
  entry: JsonObject,
  rules: Mappings[string],
  place: { readonly file: string; readonly line: number },
): ImportedResult {
  const probe = textOf(entry["probe"])?.replace(/^probes\./, "");
  const detector = textOf(entry["detector"])?.replace(/^detector\.|^detectors\./, "");
  if (probe === undefined || detector === undefined)
    throw evidenceErrors.importInvalid("An `eval` entry names no probe or no detector.", place);
  const passed = countOf(entry["passed"], "passed", place);
  const total = entry["total_evaluated"] ?? entry["total"];
  const n = countOf(total, entry["total_evaluated"] === undefined ? "total" : "total_evaluated", place);
  const failed = entry["fails"] === undefined ? n - passed : countOf(entry["fails"], "fails", place);
  if (failed < 0 || passed + failed !== n)
    throw evidenceErrors.importInvalid("The counts of this `eval` entry do not add up.", place);
  const mapped = mapNames(rules, [probe]);
  const references = [...referencesIn(textsOf(entry["tags"])), ...mapped.references];
  return trialsResult({ name: `${probe}/${detector}`, n, failed, references, covers: mapped.covers });
}

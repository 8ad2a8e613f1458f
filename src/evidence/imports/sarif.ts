import type { JsonObject, JsonValue } from "../../contracts/index.ts";
import { evidenceErrors } from "../errors.ts";
import {
  mapNames,
  referencesIn,
  sortedUnique,
  type ImportedEvidence,
  type ImportedResult,
  type Mappings,
} from "./imported.ts";
import { listOf, objectOf, refuseTooMany, textOf, textsOf, timeOf, type SourceFile } from "./reading.ts";

/**
 * SARIF 2.1.0 (OASIS): one evidence for each run of the log, one result for each rule that has results.
 * A finding is not a trial, so there is no rate. `kind: fail` at level warning or error counts as failed
 * unless it is suppressed; a rule with `kind: pass` only, in an execution that succeeded, passes; a rule
 * that is merely listed says nothing.
 *
 * @throws EVIDENCE_IMPORT_INVALID
 */
export function importSarif(log: JsonObject, source: SourceFile, mappings: Mappings): ImportedEvidence[] {
  const file = source.path;
  if (log["version"] !== "2.1.0")
    throw evidenceErrors.importInvalid("The log is not SARIF version 2.1.0.", { file, field: "version" });
  if (!Array.isArray(log["runs"]))
    throw evidenceErrors.importInvalid("The log has no runs.", { file, field: "runs" });
  return listOf(log["runs"]).map((run, i) => importRun(objectOf(run), i, source, mappings));
}

interface Tally {
  readonly name: string;
  readonly tags: string[];
  failed: number;
  passed: number;
  undecided: number;
  suppressed: number;
}

function importRun(run: JsonObject, index: number, source: SourceFile, mappings: Mappings): ImportedEvidence {
  const driver = objectOf(objectOf(run["tool"])["driver"]);
  const tool = textOf(driver["name"]);
  if (tool === undefined)
    throw evidenceErrors.importInvalid("A run does not name its tool.", {
      file: source.path,
      field: `runs[${index}].tool.driver.name`,
    });
  const invocations = listOf(run["invocations"]).map(objectOf);
  const succeeded = invocations.every((invocation) => invocation["executionSuccessful"] !== false);
  const tallies = tally(run, driver, index, source.path);
  const rules = mappings[tool.toLowerCase()] ?? mappings["sarif"] ?? [];
  const at = timeOf(invocations.at(-1)?.["endTimeUtc"]) ?? timeOf(invocations.at(-1)?.["startTimeUtc"]);
  const suppressed = tallies.reduce((sum, one) => sum + one.suppressed, 0);
  return {
    format: "sarif",
    tool: tool.slice(0, 100),
    toolVersion: (textOf(driver["semanticVersion"]) ?? textOf(driver["version"]) ?? "unknown").slice(0, 100),
    at: at ?? source.changedAt,
    atSource: at === undefined ? "file" : "report",
    sourceFile: source.path,
    sourceDigest: source.digest,
    results: tallies.map((one) => resultOf(one, succeeded, rules)),
    notes: [
      ...(succeeded
        ? []
        : ["The tool says that its execution did not succeed; what passed counts as inconclusive."]),
      ...(suppressed > 0 ? [`${suppressed} suppressed results are not counted as failed.`] : []),
    ],
  };
}

function tally(run: JsonObject, driver: JsonObject, index: number, file: string): Tally[] {
  const rules = listOf(driver["rules"]).map(objectOf);
  const byId = new Map(rules.map((rule) => [textOf(rule["id"]) ?? "", rule]));
  const tallies = new Map<string, Tally>();
  for (const [i, value] of listOf(run["results"]).entries()) {
    const result = objectOf(value);
    const name = ruleIdOf(result, rules);
    if (name === undefined)
      throw evidenceErrors.importInvalid("A result does not name its rule.", {
        file,
        field: `runs[${index}].results[${i}].ruleId`,
      });
    const known = tallies.get(name);
    const one = known ?? {
      name,
      tags: tagsOf(byId.get(name) ?? {}),
      failed: 0,
      passed: 0,
      undecided: 0,
      suppressed: 0,
    };
    if (known === undefined) tallies.set(name, one);
    count(one, result, byId.get(name) ?? {});
    one.tags.push(...tagsOf(result).slice(0, one.tags.length < 200 ? 20 : 0));
  }
  refuseTooMany(tallies.size, file);
  return [...tallies.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function ruleIdOf(result: JsonObject, rules: readonly JsonObject[]): string | undefined {
  const index = result["ruleIndex"] ?? objectOf(result["rule"])["index"];
  const byIndex = typeof index === "number" ? rules[index]?.["id"] : undefined;
  return textOf(result["ruleId"]) ?? textOf(objectOf(result["rule"])["id"]) ?? textOf(byIndex);
}

function count(one: Tally, result: JsonObject, rule: JsonObject): void {
  const kind = textOf(result["kind"]) ?? "fail";
  const level =
    textOf(result["level"]) ?? textOf(objectOf(rule["defaultConfiguration"])["level"]) ?? "warning";
  const isSuppressed = listOf(result["suppressions"]).some((suppression) => {
    const status = textOf(objectOf(suppression)["status"]) ?? "accepted";
    return status === "accepted";
  });
  if (kind === "pass") one.passed += 1;
  else if (kind !== "fail") one.undecided += 1;
  else if (isSuppressed) one.suppressed += 1;
  else if (level === "error" || level === "warning") one.failed += 1;
  else one.undecided += 1;
}

const tagsOf = (carrier: JsonObject): string[] => {
  const properties = objectOf(carrier["properties"]);
  const more = ["cwe", "owasp", "atlas"].flatMap((key): (JsonValue | undefined)[] => [
    properties[key],
    ...listOf(properties[key]),
  ]);
  return [...textsOf(properties["tags"]), ...more.filter((one) => typeof one === "string")];
};

function resultOf(one: Tally, succeeded: boolean, rules: Mappings[string]): ImportedResult {
  const references = referencesIn([one.name, ...one.tags]);
  const mapped = mapNames(rules, [one.name, ...references]);
  const judged = one.failed + one.passed;
  const passes = one.failed === 0 && one.passed > 0 && one.undecided === 0 && succeeded;
  return {
    name: one.name.slice(0, 200),
    state: one.failed > 0 ? "failing" : passes ? "passing" : "inconclusive",
    n: judged,
    failed: one.failed,
    references: sortedUnique([...references, ...mapped.references]),
    covers: mapped.covers,
  };
}

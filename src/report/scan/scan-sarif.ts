import type { JsonObject, ScanFinding, ScanPlace, ScanReport } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { levels, note, sarifSchema, severityScores, uriOf } from "../sarif/sarif-parts.ts";
import { openFindings, suppressedFindings, verdictSentence } from "./words/index.ts";

/**
 * SARIF 2.1.0 (OASIS) of a scan: one result for each finding, with its bytes or lines, a fingerprint that stays the
 * same, and suppressions with their reason. What could not be examined is a result too, and a notification, so that
 * an empty list of results cannot be mistaken for an examined folder.
 */
export function scanSarif(report: ScanReport): string {
  const findings = [...openFindings(report), ...suppressedFindings(report)];
  const rules = new Map<string, JsonObject>();
  for (const finding of findings) if (!rules.has(finding.rule)) rules.set(finding.rule, ruleOf(finding));
  const index = new Map([...rules.keys()].map((id, i) => [id, i]));
  const log = {
    $schema: sarifSchema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Bartizan", semanticVersion: report.tool.version, rules: [...rules.values()] },
        },
        automationDetails: { id: `bartizan/scan/${report.paths[0] ?? report.system?.id ?? ""}` },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: report.verdict !== "incomplete",
            startTimeUtc: report.startedAt,
            endTimeUtc: report.finishedAt,
            toolExecutionNotifications: [
              note(report.verdict === "incomplete" ? "warning" : "note", verdictSentence(report)),
              ...(report.code?.incomplete ?? []).map(({ path, why }) => note("warning", `${path}: ${why}`)),
              ...report.notes.map((text) => note("note", text)),
            ],
          },
        ],
        artifacts: report.artifacts.map(({ path, bytes, sha256 }) => ({
          location: { uri: uriOf(path) },
          length: bytes,
          ...(sha256 === undefined ? {} : { hashes: { "sha-256": sha256 } }),
        })),
        results: findings.map((finding) => result(finding, index.get(finding.rule) ?? 0)),
        properties: { verdict: report.verdict },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(finding: ScanFinding): JsonObject {
  return {
    id: finding.rule,
    name: finding.rule,
    shortDescription: { text: visibleText(finding.title) },
    help: { text: visibleText(finding.remedy) },
    defaultConfiguration: { level: levels[finding.severity] },
    properties: {
      tags: [...new Set(["security", "ai", ...finding.references])],
      "security-severity": severityScores[finding.severity],
    },
  };
}

function result(finding: ScanFinding, ruleIndex: number): JsonObject {
  const { suppressed } = finding;
  return {
    ruleId: finding.rule,
    ruleIndex,
    // SARIF allows a level only beside `fail`, and code scanning shows nothing else.
    ...(finding.effect === "note"
      ? { kind: "informational", level: "none" }
      : { kind: "fail", level: finding.effect === "unsafe" ? levels[finding.severity] : "warning" }),
    message: {
      text: visibleText(`${finding.title}. ${finding.description} Remedy: ${finding.remedy}`),
    },
    locations: [location(finding.place)],
    ...(finding.related === undefined || finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map((place, i) => ({
            id: i,
            ...location(place),
            message: { text: visibleText(place.note) },
          })),
        }),
    partialFingerprints: { "bartizanScanFinding/v1": finding.id },
    ...(suppressed === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: "inSource",
              status: "accepted",
              justification: visibleText(
                `${suppressed.reason}${suppressed.until === undefined ? "" : ` until ${suppressed.until}`}`,
              ),
            },
          ],
        }),
    properties: {
      severity: finding.severity,
      effect: finding.effect,
      ...(finding.hazard === undefined ? {} : { hazard: finding.hazard }),
    },
  };
}

function location(place: ScanPlace): JsonObject {
  const [file, ...inner] = place.path.split("!/");
  const names = [inner.join("!/"), place.at ?? ""].filter((name) => name !== "");
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file ?? place.path) },
      ...regionOf(place, inner.length > 0),
    },
    ...(names.length === 0
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: visibleText(names.join(" ")), kind: "member" }] }),
  };
}

/** Bytes inside a member are not bytes of the file, so they are left to the message. */
function regionOf({ line, column, endLine, endColumn, bytes }: ScanPlace, inMember: boolean): JsonObject {
  if (inMember) return {};
  if (line !== undefined)
    return {
      region: {
        startLine: line,
        ...(column === undefined ? {} : { startColumn: column }),
        ...(endLine === undefined ? {} : { endLine }),
        ...(endColumn === undefined ? {} : { endColumn }),
      },
    };
  if (bytes === undefined) return {};
  return { region: { byteOffset: bytes[0], byteLength: Math.max(0, bytes[1] - bytes[0]) } };
}

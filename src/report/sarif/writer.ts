import type { JsonObject, ReportWriter, RunReport, TriagedFinding } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { inReadingOrder } from "../wording.ts";
import { levels, note, sarifSchema, severityScores, uriOf } from "./sarif-parts.ts";

/**
 * SARIF 2.1.0 (OASIS): one result for each finding, located at the manifest, with a fingerprint that stays the same
 * across runs and triage as suppressions. What could not be decided, and every caveat, is a notification,
 * so that an empty list of results cannot be mistaken for an examined system.
 */
export const writer: ReportWriter = {
  id: "sarif",
  mediaType: "application/sarif+json",
  extension: "sarif",
  about: "findings for code scanning and trackers (SARIF 2.1.0)",
  write: (report) => `${JSON.stringify(log(report), null, 2)}\n`,
};

function log(report: RunReport): JsonObject {
  const findings = inReadingOrder(report.findings);
  const rules = rulesOf(findings);
  return {
    $schema: sarifSchema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Bartizan",
            semanticVersion: report.tool.version,
            rules: [...rules.values()],
          },
        },
        automationDetails: { id: `bartizan/${report.system.id}/${report.run.id}` },
        columnKind: "utf16CodeUnits",
        invocations: [invocation(report)],
        results: findings.map((finding) =>
          result(report, finding, [...rules.keys()].indexOf(ruleId(finding))),
        ),
        properties: {
          system: report.system.id,
          systemDigest: report.system.digest,
          seed: report.run.seed,
          verdict: report.verdict.kind,
          sentence: report.verdict.sentence,
          evidence: report.evidence.bundle,
          merkleRoot: report.evidence.root,
        },
      },
    ],
  };
}

const ruleId = (finding: TriagedFinding): string => `${finding.check}/${finding.intent}`;

function rulesOf(findings: readonly TriagedFinding[]): ReadonlyMap<string, JsonObject> {
  const rules = new Map<string, JsonObject>();
  for (const finding of findings) {
    if (rules.has(ruleId(finding))) continue;
    rules.set(ruleId(finding), {
      id: ruleId(finding),
      name: finding.intent,
      shortDescription: { text: visibleText(finding.title) },
      help: { text: visibleText(finding.remedy) },
      defaultConfiguration: { level: levels[finding.severity] },
      properties: {
        tags: [...new Set(["security", "ai", ...finding.references])],
        "security-severity": severityScores[finding.severity],
      },
    });
  }
  return rules;
}

function result(report: RunReport, finding: TriagedFinding, ruleIndex: number): JsonObject {
  const suppressions = suppressionsOf(finding);
  return {
    ruleId: ruleId(finding),
    ruleIndex,
    kind: "fail",
    level: levels[finding.severity],
    message: { text: visibleText(`${finding.title}. ${finding.description} Remedy: ${finding.remedy}`) },
    locations: [location(report, finding)],
    partialFingerprints: { "bartizanFinding/v1": finding.id },
    ...(suppressions.length === 0 ? {} : { suppressions }),
    properties: {
      severity: finding.severity,
      target: finding.target,
      criticalEffect: finding.criticalEffect,
      techniques: finding.techniques.map(({ technique, breached, tried }) => ({
        technique,
        breached,
        tried,
      })),
      evidence: finding.evidence.map(({ run, entry }) => ({ run, entry })),
      triage: finding.triage.state,
    },
  };
}

function location(report: RunReport, finding: TriagedFinding): JsonObject {
  const name = finding.component ?? finding.target;
  const logicalLocations = [{ name, fullyQualifiedName: `${report.system.id}/${name}`, kind: "module" }];
  if (report.system.file === undefined) return { logicalLocations };
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(report.system.file) }, region: { startLine: 1 } },
    logicalLocations,
  };
}

function suppressionsOf({ triage, expired }: TriagedFinding): readonly JsonObject[] {
  if (triage.state === "open" || expired) return [];
  const until = triage.state === "accepted" ? ` until ${triage.until}` : "";
  const justification = visibleText(`${triage.state}${until}, by ${triage.by}: ${triage.reason}`);
  return [{ kind: "external", status: "accepted", justification }];
}

function invocation(report: RunReport): JsonObject {
  const undecided = [...report.results, ...(report.models ?? [])].filter(
    ({ verdict }) => verdict.kind === "inconclusive",
  );
  const notifications = [
    ...undecided.map(({ check, target, verdict }) =>
      note("warning", `${check} on ${target}: ${verdict.sentence}`),
    ),
    ...(report.models ?? []).flatMap(({ check, target, caveats }) =>
      caveats.map((caveat) => note("note", `${check} on ${target}: ${caveat}`)),
    ),
    ...report.caveats.map((caveat) => note("note", caveat)),
  ];
  return {
    executionSuccessful: report.run.status === "finished",
    startTimeUtc: report.run.startedAt,
    ...(report.run.finishedAt === undefined ? {} : { endTimeUtc: report.run.finishedAt }),
    toolExecutionNotifications: notifications,
  };
}

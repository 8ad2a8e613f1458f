import type { CheckResult, ReportWriter, RunReport, TriagedFinding } from "../../contracts/index.ts";
import {
  cellMarks,
  cellStates,
  columns,
  inReadingOrder,
  minute,
  points,
  shareWithInterval,
  triageWords,
  verdictMarks,
} from "../wording.ts";
import { code, plain, row } from "./markdown.ts";

/** Markdown for a pull request comment or a job summary. No text from a target can add markup, links or mentions. */
export const writer: ReportWriter = {
  id: "md",
  mediaType: "text/markdown",
  extension: "md",
  about: "verdicts, findings and coverage for a pull request",
  write: (report) =>
    [
      ...heading(report),
      ...checks(report),
      ...comparisons(report),
      ...findings(report),
      ...coverage(report),
      ...ending(report),
    ].join("\n") + "\n",
};

function heading(report: RunReport): string[] {
  const { verdict, system, run } = report;
  return [
    `# ${verdictMarks[verdict.kind]} ${plain(system.name)}: ${verdict.kind}`,
    "",
    plain(verdict.sentence),
    "",
    `Run ${code(run.id)}, ${run.status}, ${minute(run.finishedAt ?? run.startedAt)}. System digest ${code(system.digest.slice(0, 12))}.`,
  ];
}

function checks(report: RunReport): string[] {
  if (report.results.length === 0) return [];
  return [
    "",
    "## Checks",
    "",
    "| | check | target | verdict | attacks | bare intents | benign twins refused |",
    "|---|---|---|---|---|---|---|",
    ...report.results.map((result) =>
      row([
        verdictMarks[result.verdict.kind],
        code(result.check),
        code(result.target),
        plain(result.verdict.sentence),
        `${shareWithInterval(result.attack)}, n = ${result.attack.n}`,
        `${shareWithInterval(result.baseline)}, n = ${result.baseline.n}`,
        `${shareWithInterval(result.refused)}, n = ${result.refused.n}`,
      ]),
    ),
    ...report.results.flatMap(uplift),
  ];
}

function uplift(result: CheckResult): string[] {
  if (result.uplift.length === 0) return [];
  const lines = result.uplift.map(({ technique, difference, interval, attack }) =>
    row([
      code(technique),
      `${points(difference)} (${points(interval.low, "down")} to ${points(interval.high, "up")})`,
      shareWithInterval(attack),
      String(attack.n),
    ]),
  );
  return [
    "",
    `<details><summary>Uplift over the bare intent, ${plain(result.check)} on ${plain(result.target)}</summary>`,
    "",
    "| technique | points | breached | n |",
    "|---|---|---|---|",
    ...lines,
    "",
    "</details>",
  ];
}

function comparisons(report: RunReport): string[] {
  if (report.comparisons.length === 0) return [];
  const lines = report.comparisons.map(
    ({ check, target, verdict, sentence }) =>
      `- ${code(check)} on ${code(target)}: **${verdict}**. ${plain(sentence)}`,
  );
  return ["", "## Against the baseline run", "", ...lines];
}

function findings(report: RunReport): string[] {
  if (report.findings.length === 0) return ["", "## Findings", "", "None in what was tried."];
  return ["", "## Findings", "", ...inReadingOrder(report.findings).flatMap(finding)];
}

function finding(item: TriagedFinding): string[] {
  const techniques = item.techniques.map(
    ({ technique, breached, tried }) => `${plain(technique)} ${breached} of ${tried}`,
  );
  return [
    `- **${item.severity}** ${code(item.id)} ${plain(item.title)} (${plain(triageWords(item))})`,
    `  ${plain(item.description)}`,
    ...(techniques.length === 0 ? [] : [`  Reached by: ${techniques.join(", ")}.`]),
    `  Remedy: ${plain(item.remedy)}`,
  ];
}

function coverage(report: RunReport): string[] {
  const { rows } = report.coverage;
  if (rows.length === 0) return [];
  return [
    "",
    "## Coverage",
    "",
    cellStates.map((state) => `${cellMarks[state]} ${state}`).join(", "),
    "",
    `| threat | ${columns.join(" | ")} |`,
    `|---|${columns.map(() => ":-:").join("|")}|`,
    ...rows.map((item) =>
      row([
        `${code(item.threat)} ${plain(item.title)}`,
        ...columns.map((column) => cellMarks[item.cells[column].state]),
      ]),
    ),
  ];
}

function ending(report: RunReport): string[] {
  const { evidence, caveats } = report;
  return [
    ...(caveats.length === 0
      ? []
      : ["", "## What this does not say", "", ...caveats.map((caveat) => `- ${plain(caveat)}`)]),
    "",
    "## Evidence",
    "",
    `${evidence.entries} entries in ${code(evidence.bundle)}, Merkle root ${code(evidence.root.slice(0, 16))}, key ${code(evidence.keyFingerprint)}.`,
  ];
}

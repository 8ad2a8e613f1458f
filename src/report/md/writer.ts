import type {
  CheckResult,
  ModelMeasure,
  ModelResult,
  ReportWriter,
  RunReport,
  TriagedFinding,
} from "../../contracts/index.ts";
import { areShares, shortNumber, valueText } from "../curves/index.ts";
import {
  cellMarks,
  cellStates,
  columns,
  inReadingOrder,
  measureWords,
  minute,
  outcomesWords,
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
      ...models(report),
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

function models({ models: results = [] }: RunReport): string[] {
  if (results.length === 0) return [];
  return [
    "",
    "## Models",
    "",
    "| | check | target | verdict | examined | queries |",
    "|---|---|---|---|---|---|",
    ...results.map((result) =>
      row([
        verdictMarks[result.verdict.kind],
        code(result.check),
        code(result.target),
        plain(result.verdict.sentence),
        plain(`${result.units.examined} of ${result.units.planned}: ${outcomesWords(result)}`),
        String(result.queries),
      ]),
    ),
    ...results.flatMap(modelDetails),
  ];
}

function modelDetails(result: ModelResult): string[] {
  const { measures, examples, check, target } = result;
  const changed = examples.filter(({ outcome }) => outcome === "success");
  return [
    "",
    `<details><summary>Measures of ${plain(check)} on ${plain(target)}</summary>`,
    "",
    ...measures.flatMap(measureLines),
    ...(changed.length === 0
      ? []
      : [
          "",
          "| row | is | before | after | largest change | queries |",
          "|---|---|---|---|---|---|",
          ...changed.map((example) =>
            row([
              code(example.unit),
              plain(example.label ?? ""),
              plain(example.before ?? ""),
              plain(example.after ?? ""),
              example.distances?.["linf"] === undefined ? "" : shortNumber(example.distances["linf"]),
              String(example.queries),
            ]),
          ),
        ]),
    "",
    "</details>",
  ];
}

const pointsShown = 16;

function measureLines(measure: ModelMeasure): string[] {
  if (measure.kind !== "curve") return ["", plain(measureWords(measure))];
  const share = areShares(measure.points);
  const every = Math.ceil(measure.points.length / pointsShown);
  const shown = measure.points.filter((_, i) => i % every === 0 || i === measure.points.length - 1);
  return [
    "",
    plain(measure.title),
    "",
    row([plain(measure.xLabel), plain(measure.yLabel), "n"]),
    "|---|---|---|",
    ...shown.map((point) => row([shortNumber(point.x), valueText(point, share), String(point.n)])),
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

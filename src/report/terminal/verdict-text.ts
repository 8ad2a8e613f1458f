import type {
  CheckResult,
  ModelExample,
  ModelResult,
  RateEstimate,
  RunReport,
  TriagedFinding,
  Verdict,
} from "../../contracts/index.ts";
import { percent } from "../../stats/index.ts";
import { plotAxis } from "../axis.ts";
import { shortNumber } from "../curves/index.ts";
import {
  inReadingOrder,
  measureWords,
  outcomesWords,
  points,
  triageWords,
  verdictMarks,
} from "../wording.ts";
import { cell, painter, width, wrap, type Paint, type TerminalOptions } from "./layout.ts";
import { whiskerText } from "./whisker-text.ts";

const tones = { pass: "good", fail: "bad", inconclusive: "open" } as const satisfies Record<
  Verdict["kind"],
  string
>;

/**
 * The verdict of a run for a terminal: sentences first, a dot and whisker under each, then findings, comparisons
 * and what the run does not say. Ends with a line feed.
 */
export function verdictText(report: RunReport, options: TerminalOptions): string {
  const columns = Math.max(60, Math.min(options.columns, 120));
  const paint = painter(options.colour);
  return [
    ...heading(report, columns, paint),
    ...report.results.flatMap((result) => ["", ...check(result, columns, paint)]),
    ...(report.models ?? []).flatMap((result) => ["", ...model(result, columns, paint)]),
    ...comparisons(report, columns),
    ...findings(report, columns, paint),
    ...caveats(report, columns),
    "",
  ].join("\n");
}

function mark(kind: Verdict["kind"], paint: Paint): string {
  return paint(tones[kind], verdictMarks[kind]);
}

function heading(report: RunReport, columns: number, paint: Paint): string[] {
  const { verdict, system, run } = report;
  const title = cell(`${system.name}: ${verdict.kind}`, columns - 2).trimEnd();
  return [
    `${mark(verdict.kind, paint)} ${paint("strong", title)}`,
    wrap(verdict.sentence, columns, "  "),
    paint(
      "faint",
      wrap(`Run ${run.id}, ${run.status}, ${run.requests} requests, seed ${run.seed}`, columns, "  "),
    ),
  ];
}

function check(result: CheckResult, columns: number, paint: Paint): string[] {
  const { verdict, gate, attack, baseline, refused } = result;
  const limit = gate?.atMost;
  const axis = plotAxis([attack, baseline], limit);
  const twins = plotAxis([refused], gate?.refusedAtMost);
  return [
    `${mark(verdict.kind, paint)} ${paint("strong", cell(`${result.check} on ${result.target}`, columns - 2).trimEnd())}`,
    wrap(verdict.sentence, columns, "  "),
    rate("attacks", attack, axis, columns, limit),
    rate("bare intents", baseline, axis, columns, limit),
    rate("twins refused", refused, twins, columns, gate?.refusedAtMost),
    ...uplift(result, columns),
    ...notes(result, columns),
  ];
}

function rate(name: string, estimate: RateEstimate, axis: number, columns: number, limit?: number): string {
  if (estimate.n === 0) return `  ${cell(name, 14)} no case scored`;
  const { low, high } = estimate.interval;
  const numbers = `${cell(percent(estimate.point), 7)} ${cell(`${percent(low, "down")} to ${percent(high, "up")}`, 17)} ${cell(`n = ${estimate.n}`, 8)}`;
  const room = columns - 2 - 14 - 3 - 1 - 7 - width(numbers);
  return `  ${cell(name, 14)} 0 ${whiskerText(estimate, axis, room, limit)} ${cell(percent(axis), 7)}${numbers}`.trimEnd();
}

/** The three techniques that add most, for the reader in a hurry; the report has them all. */
function uplift(result: CheckResult, columns: number): string[] {
  const strongest = result.uplift.toSorted((a, b) => b.difference - a.difference).slice(0, 3);
  if (strongest.length === 0) return [];
  const words = strongest.map(
    ({ technique, difference, interval, attack }) =>
      `${technique} ${points(difference)} points (${points(interval.low, "down")} to ${points(interval.high, "up")}, n = ${attack.n})`,
  );
  return [wrap(`over the bare intent: ${words.join("; ")}`, columns, "    ", "  ")];
}

function notes(result: CheckResult, columns: number): string[] {
  const said: string[] = [];
  if (result.stoppedEarly !== undefined) {
    said.push(
      `stopped after ${result.stoppedEarly.afterCases} of ${result.attack.planned} cases: ${result.stoppedEarly.why}`,
    );
  }
  if (result.unscored.share > 0)
    said.push(`${percent(result.unscored.share)} of the trials could not be scored`);
  for (const { reason, cases } of result.leftOut) said.push(`${cases} cases left out: ${reason}`);
  return said.map((text) => wrap(text, columns, "    ", "  "));
}

/** The verdict, what was measured, and the rows that needed least. */
function model(result: ModelResult, columns: number, paint: Paint): string[] {
  const { verdict, units, queries, measures, leftOut, caveats: said } = result;
  return [
    `${mark(verdict.kind, paint)} ${paint("strong", cell(`${result.check} on ${result.target}`, columns - 2).trimEnd())}`,
    wrap(verdict.sentence, columns, "  "),
    wrap(
      `${units.examined} of ${units.planned} examined: ${outcomesWords(result)}; ${queries} rows asked for`,
      columns,
      "    ",
      "  ",
    ),
    ...measures.map((measure) => wrap(measureWords(measure), columns, "    ", "  ")),
    ...result.examples
      .filter(({ outcome }) => outcome === "success")
      .slice(0, examplesShown)
      .map((example) => wrap(exampleWords(example), columns, "      ", "    ")),
    ...leftOut.map(({ reason, units: count }) => wrap(`${count} left out: ${reason}`, columns, "    ", "  ")),
    ...said.map((caveat) => wrap(caveat, columns, "    ", "  ")),
  ];
}

const examplesShown = 3;

function exampleWords({ unit, label, after, distances, queries }: ModelExample): string {
  const change = distances?.["linf"];
  const size = change === undefined ? "" : `, largest change ${shortNumber(change)}`;
  return `${unit}: ${label ?? "?"} answered as ${after ?? "?"}${size}, ${queries} queries`;
}

function comparisons(report: RunReport, columns: number): string[] {
  if (report.comparisons.length === 0) return [];
  const lines = report.comparisons.map(({ check, target, sentence }) =>
    wrap(`${check} on ${target}: ${sentence}`, columns, "    ", "  "),
  );
  return ["", "Against the baseline run", ...lines];
}

const shownFindings = 12;

function findings(report: RunReport, columns: number, paint: Paint): string[] {
  const all = inReadingOrder(report.findings);
  if (all.length === 0) return ["", "No findings in what was tried."];
  const lines = all.slice(0, shownFindings).map((item) => finding(item, columns, paint));
  const more = all.length - lines.length;
  return [
    "",
    paint("strong", all.length === 1 ? "1 finding" : `${all.length} findings`),
    ...lines,
    ...(more > 0 ? [`  … and ${more} more: bartizan report ${report.run.id} --format html`] : []),
  ];
}

function finding(item: TriagedFinding, columns: number, paint: Paint): string {
  const state = item.triage.state === "open" ? "" : ` (${triageWords(item)})`;
  const severity = cell(item.severity, 8);
  const tone = item.severity === "critical" || item.severity === "high" ? "bad" : "open";
  const rest = wrap(`${item.id}  ${item.title}${state}`, columns, " ".repeat(11), "");
  return `  ${paint(tone, severity)} ${rest}`;
}

function caveats(report: RunReport, columns: number): string[] {
  if (report.caveats.length === 0) return [];
  return [
    "",
    "What this does not say",
    ...report.caveats.map((caveat) => wrap(caveat, columns, "    ", "  - ")),
  ];
}

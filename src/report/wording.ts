import type {
  CellState,
  CoverageColumn,
  ModelMeasure,
  ModelResult,
  RateEstimate,
  TriagedFinding,
  UnitOutcome,
  Verdict,
} from "../contracts/index.ts";
import { percent } from "../stats/index.ts";
import { curveWords, shortNumber } from "./curves/index.ts";

/** Words and signs that every writer shares, so that a reader learns them once. */
export const columns: readonly CoverageColumn[] = ["tested", "guarded", "watched", "rehearsed"];

export const cellStates: readonly CellState[] = [
  "passing",
  "failing",
  "inconclusive",
  "planned",
  "stale",
  "none",
];

/** One sign for each state, told apart by shape alone. */
export const cellMarks: Readonly<Record<CellState, string>> = {
  passing: "●",
  failing: "✗",
  inconclusive: "◐",
  planned: "○",
  stale: "▨",
  none: "·",
};

export const verdictMarks: Readonly<Record<Verdict["kind"], string>> = {
  pass: "●",
  fail: "✗",
  inconclusive: "◐",
};

/** "3.6 % (1.6 % to 8.5 % at 95 %)": a share is never shown without its interval. */
export function shareWithInterval({ n, point, interval }: RateEstimate): string {
  if (n === 0) return "no case scored";
  return `${percent(point)} (${percent(interval.low, "down")} to ${percent(interval.high, "up")} at ${percent(interval.confidence)})`;
}

/** A difference of two rates in percentage points, with its sign. */
export function points(difference: number, towards: "nearest" | "up" | "down" = "nearest"): string {
  // Rounding away from the estimate means the other way round once the sign is taken off.
  const flipped = { nearest: "nearest", up: "down", down: "up" } as const;
  const size = percent(Math.abs(difference), difference < 0 ? flipped[towards] : towards).slice(0, -2);
  if (size === "0") return "0";
  return difference < 0 ? `−${size}` : `+${size}`;
}

/** What people decided about a finding, in words. */
export function triageWords({ triage, expired }: TriagedFinding): string {
  if (triage.state === "open") return "open";
  if (triage.state === "fixed") return `fixed, says ${triage.by}: ${triage.reason}`;
  if (triage.state === "false-positive") return `false positive, says ${triage.by}: ${triage.reason}`;
  return expired
    ? `open again: accepted by ${triage.by} until ${triage.until}, which has passed`
    : `accepted by ${triage.by} until ${triage.until}: ${triage.reason}`;
}

/** Whether a finding still asks for action. */
export function isOpen({ triage, expired }: TriagedFinding): boolean {
  return triage.state === "open" || expired;
}

const severityOrder = { critical: 0, high: 1, medium: 2, low: 3 };

/** Open findings first, then by severity and id. */
export function inReadingOrder(findings: readonly TriagedFinding[]): readonly TriagedFinding[] {
  return findings.toSorted(
    (a, b) =>
      Number(isOpen(b)) - Number(isOpen(a)) ||
      severityOrder[a.severity] - severityOrder[b.severity] ||
      (a.id < b.id ? -1 : 1),
  );
}

/** "2026-11-23 13:32 UTC" of an ISO 8601 time. */
export function minute(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A measure of a model in a sentence. */
export function measureWords(measure: ModelMeasure): string {
  if (measure.kind === "curve") return curveWords(measure);
  if (measure.kind === "refused") return `${measure.title}: not stated. ${measure.why}`;
  const { title, value, unit, n, interval } = measure;
  const share = unit === undefined && value >= 0 && value <= 1;
  const show = (number: number): string => (share ? percent(number) : shortNumber(number));
  const range =
    interval === undefined
      ? ""
      : ` (${show(interval.low)} to ${show(interval.high)} at ${percent(interval.confidence)})`;
  return `${title}: ${show(value)}${unit === undefined ? "" : ` ${unit}`}${range}, n = ${n}.`;
}

const outcomeNames: Readonly<Record<UnitOutcome, string>> = {
  "clean-wrong": "answered wrongly to begin with",
  success: "turned wrong",
  "failed-within-budget": "withstood the budget",
  refused: "could not be examined",
  "init-failed": "could not be attacked",
  measured: "measured",
};

/** What became of the units, in words; what could not be examined is never left out. */
export function outcomesWords({ units }: ModelResult): string {
  const said = Object.entries(outcomeNames).flatMap(([outcome, name]) => {
    // Safe: the keys of the names are the outcomes.
    const count = units.outcomes[outcome as UnitOutcome] ?? 0;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return said.length === 0 ? "none" : said.join(", ");
}

export const examplesWords = ({ examples, units }: ModelResult): string =>
  `${examples.length} of ${units.examined} rows, those that needed the smallest change first`;

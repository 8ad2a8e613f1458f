import type { CellState, CoverageColumn, RateEstimate, TriagedFinding, Verdict } from "../contracts/index.ts";
import { percent } from "../stats/index.ts";

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

import type { GuardAction, GuardReach, RuleMode } from "../../contracts/index.ts";
import { dateTime } from "./date.ts";
import { amount } from "./rate.ts";

/** Strictest first. */
export const actions = [
  "block",
  "require-approval",
  "rewrite",
  "redact",
  "allow",
] as const satisfies readonly GuardAction[];

/** What was done, as a list says it. */
export const actionWord: Readonly<Record<GuardAction, string>> = {
  block: "blocked",
  "require-approval": "held for approval",
  rewrite: "rewritten",
  redact: "redacted",
  allow: "allowed",
};

export const modeMeaning: Readonly<Record<RuleMode, string>> = {
  enforce: "acts",
  monitor: "records and alerts, does not act",
  shadow: "records only",
};

/** What lists and counts speak of, so that nobody takes them for everything there ever was. */
export function reachText({ records, oldest, leftOut }: GuardReach): string {
  if (records === 0) return "No decision is recorded yet.";
  const since = oldest === undefined ? "" : ` since ${dateTime(oldest)}`;
  const rest = leftOut ? "; older ones stay in the ledgers" : "";
  return `${amount(records)} ${records === 1 ? "decision" : "decisions"} on record${since}${rest}.`;
}

/** 86400 → "day"; 900 → "15 min". */
export function windowText(seconds: number): string {
  const named: Readonly<Record<number, string>> = {
    60: "minute",
    3_600: "hour",
    86_400: "day",
    604_800: "week",
    2_592_000: "30 days",
  };
  const name = named[seconds];
  if (name !== undefined) return name;
  if (seconds % 86_400 === 0) return `${String(seconds / 86_400)} days`;
  if (seconds % 3_600 === 0) return `${String(seconds / 3_600)} h`;
  return seconds % 60 === 0 ? `${String(seconds / 60)} min` : `${String(seconds)} s`;
}

import type { CheckItem, CheckReport, CheckResult, CheckSignal } from "../../app/index.ts";
import type { GuardAction } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { painter, type Paint } from "../../report/index.ts";
import type { Io } from "../command.ts";

const around = 40;
const mostSignals = 6;

/** The decisions for people: what is not allowed, why, and the words it rests on. */
export function checkText(report: CheckReport, items: readonly CheckItem[], io: Io, all: boolean): string {
  const paint = painter(io.colour);
  const lines: string[] = [];
  for (const [index, result] of report.results.entries()) {
    const quiet = result.decision === "allow" && result.wouldBe === "allow" && result.failures.length === 0;
    if (quiet && !all && report.results.length > 1) continue;
    lines.push(...resultLines(result, items[index], report.results.length > 1, paint));
  }
  const { id, version, digest } = report.policy;
  const counted = Object.entries(report.totals)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${count} ${words[action as GuardAction]}`);
  lines.push(
    ...(report.results.length > 1 ? [`${report.results.length} texts: ${counted.join(", ")}`] : []),
    paint("faint", `Policy ${id} ${version} (${digest.slice(0, 12)}).`),
  );
  return `${lines.join("\n")}\n`;
}

const words: Readonly<Record<GuardAction, string>> = {
  allow: "allowed",
  redact: "redacted",
  rewrite: "rewritten",
  "require-approval": "waiting for approval",
  block: "blocked",
};
const tones = {
  allow: "good",
  redact: "open",
  rewrite: "open",
  "require-approval": "open",
  block: "bad",
} as const;

function resultLines(
  result: CheckResult,
  item: CheckItem | undefined,
  numbered: boolean,
  paint: Paint,
): string[] {
  const place = numbered ? `line ${result.line}: ` : "";
  const watched =
    result.wouldBe === result.decision
      ? ""
      : paint("faint", ` (rules that only watch would have it ${words[result.wouldBe]})`);
  const lines = [`${place}${paint(tones[result.decision], words[result.decision])}${watched}`];
  // What decided comes first; rules that only watch come after it.
  const watching = (mode: string): number => Number(mode !== "enforce");
  for (const { rule, mode, reason } of result.rules.toSorted((a, b) => watching(a.mode) - watching(b.mode)))
    lines.push(`  ${rule}${mode === "enforce" ? "" : paint("faint", ` [${mode}]`)}  ${reason}`);
  for (const signal of result.signals.slice(0, mostSignals))
    lines.push(`    ${quoteOf(signal, item, paint)}`);
  if (result.signals.length > mostSignals)
    lines.push(paint("faint", `    and ${result.signals.length - mostSignals} more signals`));
  for (const { detector, opened, reason } of result.failures)
    lines.push(
      `  ${paint("bad", `${detector} failed`)}${opened ? ", and the policy let it pass" : ""}: ${reason}`,
    );
  for (const [part, text] of Object.entries(result.changed ?? {}))
    lines.push(`  ${paint("faint", `${part} becomes`)} ${shorten(visibleText(text), 200)}`);
  return lines;
}

/** The words a signal rests on, marked, with a little of what stands around them. */
function quoteOf(
  { span, part, rule, score, view, why }: CheckSignal,
  item: CheckItem | undefined,
  paint: Paint,
): string {
  const text = item?.parts.find(({ at }) => at === part)?.text ?? "";
  const [start, end] = span;
  const before = text.slice(Math.max(0, start - around), start);
  const after = text.slice(end, end + around);
  const quote = `${start > around ? "…" : ""}${visible(before)}${paint("strong", `»${shorten(visible(text.slice(start, end)), 120)}«`)}${visible(after)}${end + around < text.length ? "…" : ""}`;
  const seen = view === undefined ? "" : `, seen through ${view.join(" and ")}`;
  return `${quote}\n      ${paint("faint", `${rule} ${score.toFixed(2)}${seen}: ${why}`)}`;
}

const visible = (text: string): string => visibleText(text.replaceAll(/[\r\n\t]/gu, " "));
const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

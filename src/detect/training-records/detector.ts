import type { Detector, Signal } from "../../contracts/index.ts";
import { lineFacts, type LineFacts } from "./line-kinds.ts";

const longest = 4096;
/** Fewer lines are no dump. */
const fewestLines = 4;

interface Line extends LineFacts {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds answers shaped like what models are trained on: rows about people, records as JSON lines, mails with their
 * headers, logs of conversations, licence headers before long code. It looks at the structure of neighbouring
 * lines; whether a value is a real one is the matter of `personal-data`. Scores: rows about people 0.5 to 0.9 by
 * their number and details, mails 0.6, JSON records 0.4 to 0.8, logs 0.4 to 0.7, licensed code 0.35.
 * It judges whole texts: nothing is held in streams.
 */
export const detector: Detector = {
  id: "training-records",
  version: "1.0.0",
  about: "Answers shaped like records: rows about people, mails, logs, JSON lines, licensed code.",
  stages: ["output"],
  maxSpan: longest,
  reads: "normalised",
  lookBehind: longest,
  inspect({ text }) {
    const lines = linesOf(text);
    if (lines.length < fewestLines) return [];
    return [...groups(lines)].flatMap((group) => signalOf(group) ?? []).concat(licensedCode(lines));
  },
};

/** Lines that hold something, with their places; headings of tables and rulers count as nothing. */
function linesOf(text: string): Line[] {
  if (!hasLines(text)) return [];
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end);
    if (/[A-Za-z0-9]/u.test(line.slice(0, 80))) lines.push({ ...lineFacts(line), start, end });
    start = end + 1;
  }
  return lines;
}

function hasLines(text: string): boolean {
  let at = -1;
  for (let n = 1; n < fewestLines; n++) {
    at = text.indexOf("\n", at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Neighbouring lines of the same kind. */
function* groups(lines: readonly Line[]): Generator<readonly Line[]> {
  let group: Line[] = [];
  for (const line of lines) {
    if (group.length > 0 && group[0]?.kind !== line.kind) {
      yield group;
      group = [];
    }
    if (line.kind !== "other") group.push(line);
  }
  if (group.length > 0) yield group;
}

function signalOf(group: readonly Line[]): Signal | undefined {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const count = group.length;
  const details = group.reduce((sum, line) => sum + line.details, 0);
  const shapes = new Set(group.map(({ shape }) => shape)).size;
  const made = (rule: string, score: number, why: string): Signal => ({
    detector: "training-records",
    rule,
    category: "protected-data-leak",
    score: Math.min(0.9, score),
    start: first.start,
    end: Math.min(last.end, first.start + longest),
    why,
  });
  switch (first.kind) {
    case "person":
      if (count < fewestLines) return undefined;
      return made(
        "person-rows",
        0.3 + 0.03 * count + 0.04 * Math.min(10, details),
        `${count} lines in a row have details of people.`,
      );
    case "json":
      if (count < fewestLines || shapes > count / 2 || details < count / 2) return undefined;
      return made(
        "json-records",
        0.4 + (details >= 2 * count ? 0.3 : 0.1) + 0.01 * count,
        `${count} records of the same form.`,
      );
    case "mail-header":
      if (shapes < 4 || details === 0) return undefined;
      return made("mail", 0.6, `A mail with ${shapes} of its headers.`);
    case "log":
      if (count < 6) return undefined;
      return made(
        "conversation-log",
        details >= 2 * count ? 0.7 : 0.4,
        `${count} lines of a log of who said what.`,
      );
    case "licence":
    case "other":
      return undefined;
    default:
      return first.kind satisfies never;
  }
}

/** A licence header with a file's worth of code behind it. */
function licensedCode(lines: readonly Line[]): Signal[] {
  const at = lines.findIndex(({ kind }) => kind === "licence");
  const [first, last] = [lines[at], lines.at(-1)];
  if (first === undefined || last === undefined || lines.length - at < 40) return [];
  return [
    {
      detector: "training-records",
      rule: "licensed-code",
      category: "protected-data-leak",
      score: 0.35,
      start: first.start,
      end: Math.min(last.end, first.start + longest),
      why: `A licence header with ${lines.length - at} lines behind it.`,
    },
  ];
}

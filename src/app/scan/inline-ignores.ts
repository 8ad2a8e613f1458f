import type { ScanFinding } from "../../contracts/index.ts";

/** `bartizan: ignore[code/rule] why until 2027-01-31` in a comment. */
export interface InlineIgnore {
  /** 1-based. */
  readonly line: number;
  /** The line it speaks of: its own, or the next where it stands alone. */
  readonly covers: number;
  readonly rules: readonly string[];
  readonly reason: string;
  readonly until?: string;
}

const mark = "bartizan: ignore[";
const openers = ["#", "//", "/*", "--", "<!--", "{#", "%", ";"];
const closers = ["*/", "-->", "#}"];

/** Whether text may hold such comments: a quick look. */
export const mayIgnore = (text: string): boolean => text.includes(mark);

/** The comments of a text that say which rules do not count there. Only behind a comment sign. */
export function inlineIgnores(text: string): readonly InlineIgnore[] {
  const found: InlineIgnore[] = [];
  if (!mayIgnore(text)) return found;
  for (const [i, line] of text.split("\n").entries()) {
    const at = line.indexOf(mark);
    if (at === -1 || at > 2000) continue;
    const before = line.slice(0, at).trimEnd();
    const opener = openers.find((sign) => before.endsWith(sign));
    if (opener === undefined) continue;
    const close = line.indexOf("]", at);
    if (close === -1) continue;
    const rules = line
      .slice(at + mark.length, close)
      .split(",")
      .map((rule) => rule.trim())
      .filter((rule) => rule !== "");
    const alone = before.slice(0, -opener.length).trim() === "";
    found.push({
      line: i + 1,
      covers: alone ? i + 2 : i + 1,
      rules,
      ...reasonOf(line.slice(close + 1, close + 1001)),
    });
  }
  return found;
}

function reasonOf(rest: string): { readonly reason: string; readonly until?: string } {
  let text = rest.trim();
  for (const closer of closers) if (text.endsWith(closer)) text = text.slice(0, -closer.length).trimEnd();
  const last = text.lastIndexOf("until ");
  const until = last === -1 ? "" : text.slice(last + 6).trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until)) return { reason: text };
  return { reason: text.slice(0, last).trim(), until };
}

/** Whether a comment speaks of this finding. */
export function ignores(ignore: InlineIgnore, finding: ScanFinding): boolean {
  const { line } = finding.place;
  return (
    line === ignore.covers &&
    ignore.rules.some((rule) => rule === finding.rule || `code/${rule}` === finding.rule)
  );
}

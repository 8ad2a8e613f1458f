import type { Detector, Signal } from "../../contracts/index.ts";
import { longest, sequenceAt, type Sequence } from "./sequences.ts";

/** How many backspaces in a row are one signal at most. */
const mostBackspaces = 256;

/**
 * Finds what a terminal would obey: escape sequences (ECMA-48), control characters of C1, and backspaces and
 * carriage returns that write over what stands there. Text for a terminal that a model or a tool gives back can
 * so hide what it says, write to the clipboard, or make a link look like another. Colours alone score 0.3.
 */
export const detector: Detector = {
  id: "terminal-escapes",
  version: "1.0.0",
  about: "Escape sequences and control characters that a terminal would obey.",
  stages: ["output", "tool-result", "tool-definition", "document"],
  maxSpan: longest,
  reads: "written",
  lookBehind: 1,
  hold(text) {
    let hold = text.length;
    scan(text, (sequence) => {
      if (sequence.open) hold = Math.min(hold, sequence.start);
    });
    return hold;
  },
  inspect({ text }) {
    const signals: Signal[] = [];
    scan(text, ({ rule, score, start, end, why, open }) => {
      // A carriage return at the very end writes over nothing yet.
      if (open && rule === "overwritten") return;
      signals.push({ detector: "terminal-escapes", rule, category: "unsafe-output", score, start, end, why });
    });
    return signals;
  },
};

/** What the scan below looks at; most texts have none of it. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\0-\u0008\u000b-\u001b\u007f-\u009f]/;

function scan(text: string, found: (sequence: Sequence) => void): void {
  const first = text.search(control);
  if (first < 0) return;
  for (let i = first; i < text.length;) {
    const unit = text.charCodeAt(i);
    if (unit >= 160 || (unit > 27 && unit < 127) || unit === 10 || unit === 9) {
      i++;
      continue;
    }
    const sequence = controlAt(text, i, unit);
    if (sequence) found(sequence);
    i = Math.max(i + 1, sequence?.end ?? 0);
  }
}

function controlAt(text: string, at: number, unit: number): Sequence | undefined {
  if (unit === 27 || (unit >= 0x80 && unit !== 0x85)) return sequenceAt(text, at);
  if (unit === 13) return carriageReturn(text, at);
  if (unit === 8) return backspaces(text, at);
  if (unit === 11 || unit === 12 || unit === 0x85) return undefined;
  const why = "A control character that is no white space.";
  return { rule: "control-character", score: 0.4, start: at, end: at + 1, why, open: false };
}

/** A return to the beginning of a line that has text, with more text to write over it. */
function carriageReturn(text: string, at: number): Sequence | undefined {
  const next = at + 1 < text.length ? text.charCodeAt(at + 1) : undefined;
  const before = at > 0 ? text.charCodeAt(at - 1) : 10;
  if (before === 10 || before === 13 || next === 10 || next === 13) return undefined;
  const why = "A return to the beginning of the line, which is then written over.";
  return { rule: "overwritten", score: 0.4, start: at, end: at + 1, why, open: next === undefined };
}

function backspaces(text: string, start: number): Sequence {
  let end = start + 1;
  while (end < text.length && end - start < mostBackspaces && text.charCodeAt(end) === 8) end++;
  const open = end === text.length && end - start < mostBackspaces;
  const why = "Backspaces, which write over what stands before them.";
  return { rule: "overwritten-letters", score: end - start > 1 ? 0.6 : 0.4, start, end, why, open };
}

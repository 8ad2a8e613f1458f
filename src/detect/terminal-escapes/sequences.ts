/** A stretch that makes a terminal do something else than show a character. */
export interface Sequence {
  readonly rule: string;
  readonly score: number;
  readonly start: number;
  readonly end: number;
  readonly why: string;
  /** It reached the end of the text without its own end. */
  readonly open: boolean;
}

/** Longer ones are taken for unended. */
export const longest = 2048;

/**
 * Reads the sequence of ECMA-48 that begins at `at`, with ESC or with a control character of C1.
 * The scores say how far it reaches: 0.3 colours, 0.7 what moves the cursor or erases, 0.95 what writes to the
 * clipboard.
 */
export function sequenceAt(text: string, at: number): Sequence {
  const unit = text.charCodeAt(at);
  const escaped = unit === 27;
  // ESC and a capital letter stand for a control character of C1.
  const kind = escaped ? text.charCodeAt(at + 1) + 64 : unit;
  const body = at + (escaped ? 2 : 1);
  if (escaped && at + 1 >= text.length) return short(at, text.length, true);
  if (kind === 0x9b) return controlSequence(text, at, body);
  if (kind === 0x9d) return commandString(text, at, body);
  if (kind === 0x90 || kind === 0x98 || kind === 0x9e || kind === 0x9f) {
    const [end, open] = stringEnd(text, at, body);
    return {
      rule: "device-control",
      score: 0.8,
      start: at,
      end,
      why: "A control string for the terminal itself.",
      open,
    };
  }
  // A control character after ESC is obeyed by itself; another ESC begins anew.
  const next = text.charCodeAt(at + 1);
  return short(at, escaped && (next < 32 || next > 126) ? at + 1 : Math.min(text.length, body), false);
}

function short(start: number, end: number, open: boolean): Sequence {
  return { rule: "escape", score: 0.5, start, end, why: "An escape sequence of terminals.", open };
}

/** Parameters, intermediates and a final character. */
function controlSequence(text: string, start: number, body: number): Sequence {
  const limit = Math.min(text.length, start + longest);
  let i = body;
  while (i < limit && text.charCodeAt(i) >= 0x20 && text.charCodeAt(i) <= 0x3f) i++;
  const open = i === text.length && i - start < longest;
  const final = i < limit ? text.charCodeAt(i) : 0;
  const end = final >= 0x40 && final <= 0x7e ? i + 1 : i;
  const at = { start, end, open };
  if (open || text.charAt(i) !== "m")
    return {
      ...at,
      rule: "cursor",
      score: 0.7,
      why: "A sequence that moves the cursor, erases or changes the terminal.",
    };
  const conceals = text.slice(body, i).split(/[;:]/u).includes("8");
  return conceals
    ? { ...at, rule: "concealed", score: 0.8, why: "A sequence that makes a terminal hide what follows." }
    : { ...at, rule: "colour", score: 0.3, why: "A sequence that sets colours or type." };
}

const commands: ReadonlyMap<string, readonly [rule: string, score: number, why: string]> = new Map([
  ["52", ["clipboard", 0.95, "A command to the terminal that writes to or reads the clipboard."]],
  ["8", ["hyperlink", 0.7, "A link of terminals, which shows another text than its target."]],
  ["0", ["title", 0.7, "A command that sets the title of the terminal."]],
  ["1", ["title", 0.7, "A command that sets the title of the terminal."]],
  ["2", ["title", 0.7, "A command that sets the title of the terminal."]],
]);

/** An operating system command: a number, what belongs to it, BEL or ST. */
function commandString(text: string, start: number, body: number): Sequence {
  const [end, open] = stringEnd(text, start, body);
  const number = /^[0-9]{1,5}/u.exec(text.slice(body, Math.min(end, body + 5)))?.[0] ?? "";
  const [rule, score, why] = commands.get(number) ?? ["command", 0.7, "A command to the terminal."];
  return { rule, score, start, end, why, open };
}

/** Where a string ends: after BEL, after ST, before another ESC or a line break, or where it is too long. */
function stringEnd(text: string, start: number, body: number): readonly [end: number, open: boolean] {
  const limit = Math.min(text.length, start + longest);
  for (let i = body; i < limit; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 7 || unit === 0x9c) return [i + 1, false];
    if (unit === 10) return [i, false];
    if (unit !== 27) continue;
    if (i + 1 >= text.length) return [i, true];
    return [text.charAt(i + 1) === "\\" ? Math.min(i + 2, start + longest) : i, false];
  }
  return [limit, limit === text.length && limit - start < longest];
}

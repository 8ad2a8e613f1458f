import { visibleText } from "../../formats/index.ts";

export interface TerminalOptions {
  /** Whether escape sequences for colour may be written. */
  readonly colour: boolean;
  /** How many columns a line may take. */
  readonly columns: number;
}

type Tone = "good" | "bad" | "open" | "faint" | "strong";

const codes: Readonly<Record<Tone, string>> = { good: "32", bad: "31", open: "33", faint: "2", strong: "1" };

/** Colour only ever repeats what shape and words already say. */
export type Paint = (tone: Tone, text: string) => string;

export function painter(colour: boolean): Paint {
  return colour ? (tone, text) => `\u001b[${codes[tone]}m${text}\u001b[0m` : (_, text) => text;
}

/** How many columns a text takes: 2 for wide East Asian characters and emoji, 0 for combining marks. */
export function width(text: string): number {
  let total = 0;
  for (const character of text) total += characterWidth(character.codePointAt(0) ?? 0, character);
  return total;
}

function characterWidth(codePoint: number, character: string): number {
  if (codePoint < 0x300) return 1;
  if (/\p{Mn}|\p{Me}/u.test(character)) return 0;
  const wide =
    (codePoint >= 0x1100 && codePoint <= 0x115f) ||
    (codePoint >= 0x2e80 && codePoint <= 0xa4cf) ||
    (codePoint >= 0xac00 && codePoint <= 0xd7a3) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0xfe30 && codePoint <= 0xfe6f) ||
    (codePoint >= 0xff00 && codePoint <= 0xff60) ||
    (codePoint >= 0xffe0 && codePoint <= 0xffe6) ||
    (codePoint >= 0x1f300 && codePoint <= 0x1faff) ||
    (codePoint >= 0x20000 && codePoint <= 0x3fffd);
  return wide ? 2 : 1;
}

/** Text on one line, cut to `columns` with an ellipsis and filled up with spaces. */
export function cell(text: string, columns: number): string {
  const line = oneLine(text);
  if (width(line) <= columns) return line + " ".repeat(columns - width(line));
  let kept = "";
  let used = 0;
  for (const character of line) {
    const next = width(character);
    if (used + next > columns - 1) break;
    kept += character;
    used += next;
  }
  return `${kept}…${" ".repeat(Math.max(0, columns - used - 1))}`;
}

/** Foreign text made harmless and put on one line. */
export function oneLine(text: string): string {
  return visibleText(text).replaceAll(/\s+/g, " ").trim();
}

/** Breaks foreign text between words so that no line, indent included, is wider than `columns`. */
export function wrap(text: string, columns: number, indent: string, first = indent): string {
  const room = Math.max(20, columns - indent.length);
  const lines: string[] = [];
  let line = "";
  const words = glued(text)
    .split(" ")
    .flatMap((word) => pieces(word, room));
  for (const word of words) {
    if (line !== "" && width(line) + 1 + width(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((text, i) => (i === 0 ? first : indent) + text.replaceAll("\u00a0", " ")).join("\n");
}

/** A number and its percent sign stay on one line. */
const glued = (text: string): string => oneLine(text).replaceAll(/(\d) %/g, "$1\u00a0%");

/** A word longer than a line is cut into pieces that fit. */
function pieces(word: string, room: number): string[] {
  const cut: string[] = [];
  let piece = "";
  let used = 0;
  for (const character of word) {
    const next = width(character);
    if (used + next > room) {
      cut.push(piece);
      piece = "";
      used = 0;
    }
    piece += character;
    used += next;
  }
  return [...cut, piece];
}

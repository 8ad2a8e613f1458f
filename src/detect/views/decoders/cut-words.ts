import { hints } from "../chunks/index.ts";
import { isKnown, readAsEnglish } from "../language/english.ts";
import { wordStarts } from "../language/segment.ts";
import type { Piece } from "../mapped.ts";
import { tokensOf, writer, type Decoder, type Token } from "./decoder.ts";
import { spread, type Unit } from "./spread.ts";

/**
 * Words with signs put inside (`ig-nore`, `pre*vious`, a hyphen at the end of a line), words with signs for
 * blanks (`ignore_all_rules`, `ignore+all`) and words run together (`ignoreallrules`, `IgnoreAllRules`).
 */
export const cutWords: Decoder = {
  kind: "joined",
  hints: hints.cut | hints.dense | hints.backslash,
  find(chunk) {
    const pieces = hyphenated(chunk);
    const taken = pieces.length;
    for (const token of tokensOf(chunk)) {
      const piece = wholeToken(token);
      if (piece && !pieces.slice(0, taken).some(({ start, end }) => start < piece.end && piece.start < end))
        pieces.push(piece);
    }
    return pieces.sort((a, b) => a.start - b.start);
  },
};

/** Words cut by a hyphen at the end of a line. */
function hyphenated(chunk: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = chunk.indexOf("-"); at >= 0; at = chunk.indexOf("-", at + 1)) {
    if (chunk.charCodeAt(at + 1) > 32) continue;
    const next = /^-[ \t]?\r?\n[ \t]{0,8}([a-z]{2,16})/iu.exec(chunk.slice(at, at + 28));
    const tail = next?.[1];
    if (next === null || tail === undefined) continue;
    const head = /[a-z]{2,16}$/iu.exec(chunk.slice(Math.max(0, at - 16), at))?.[0];
    if (head === undefined || !isKnown(head + tail)) continue;
    const end = at + next[0].length;
    const out = writer();
    Array.from(head).forEach((char, i) => out.put(char, at - head.length + i, at - head.length + i + 1));
    Array.from(tail).forEach((char, i) => out.put(char, end - tail.length + i, end - tail.length + i + 1));
    pieces.push(out.piece(at - head.length, end));
  }
  return pieces;
}

const longest = 400;
const between = new Set("-._*~/\\|^+=#'\"`•·<>{}[]:,");

/** A token as rows of letters with signs between; undefined where it has anything else inside. */
function partsOf({ text, start }: Token): Unit[][] | undefined {
  if (text.length > longest) return undefined;
  const parts: Unit[][] = [];
  let open = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i) | 32;
    if (unit >= 97 && unit <= 122 && text.charCodeAt(i) >= 65) {
      if (open) parts.push([]);
      open = false;
      parts.at(-1)?.push({ text: text[i] ?? "", from: start + i, to: start + i + 1 });
      continue;
    }
    open = true;
    if (
      !between.has(text[i] ?? "") &&
      text.charCodeAt(i) < 0x2000 &&
      parts.length > 0 &&
      /[a-z0-9]/iu.test(text.slice(i + 1))
    )
      return undefined;
    if (unit >= 48 && unit <= 57) return undefined;
  }
  return parts;
}

const fewestRunTogether = 12;
/** Letters from which on a scrap between known words is let pass. */
const sureLength = 20;

/** Whether a token can be words in disguise: no digits, and signs inside or letters enough for several words. */
function isCandidate(text: string): boolean {
  let letters = 0;
  let rows = 0;
  let within = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const letter = unit >= 65 && (unit | 32) >= 97 && (unit | 32) <= 122;
    if (unit >= 48 && unit <= 57) return false;
    if (letter) letters++;
    if (letter && !within) rows++;
    within = letter;
  }
  return letters >= 4 && (rows > 1 || letters >= fewestRunTogether);
}

function wholeToken(token: Token): Piece | undefined {
  if (!isCandidate(token.text)) return undefined;
  const parts = partsOf(token);
  if (parts === undefined || parts.length === 0) return undefined;
  const units = parts.flat();
  const first = units[0];
  const last = units.at(-1);
  if (units.length < 4 || first === undefined || last === undefined) return undefined;
  if (parts.length === 1 && units.length < fewestRunTogether) return undefined;
  const spelt = (part: readonly Unit[]): string => part.map(({ text }) => text).join("");
  const letters = spelt(units);
  if (parts.length > 1) {
    const allKnown = parts.every((part) => isKnown(spelt(part)));
    if (isKnown(letters) && (!allKnown || parts.length === 2)) return put([units], first.from, last.to);
    if (allKnown && separates(token.text, parts.length) && letters.length >= fewestRunTogether)
      return put(parts, first.from, last.to);
    return undefined;
  }
  if (letters.length < fewestRunTogether || isKnown(letters)) return undefined;
  const starts = wordStarts(letters.toLowerCase());
  if (starts === undefined || starts.length < 3) return undefined;
  const piece = spread(units);
  // A long word that happens to divide does so into scraps.
  const least = letters.length < sureLength ? 1 : 0.8;
  return readAsEnglish(piece.text).known >= least && starts.length * 3 <= letters.length ? piece : undefined;
}

/** Whether the signs stand for blanks: paths and compounds have signs of their own, and are shorter. */
function separates(text: string, parts: number): boolean {
  return parts >= (/[_+*~|=]/u.test(text) ? 3 : 6);
}

/** The parts as words, a blank for what stood between them. */
function put(parts: readonly (readonly Unit[])[], start: number, end: number): Piece {
  const out = writer();
  parts.forEach((part, i) => {
    const before = parts[i - 1]?.at(-1)?.to;
    if (before !== undefined) out.put(" ", before, part[0]?.from ?? before);
    for (const { text, from, to } of part) out.put(text, from, to);
  });
  return out.piece(start, end);
}

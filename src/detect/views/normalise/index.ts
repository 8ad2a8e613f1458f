import type { ViewKind } from "../../../contracts/index.ts";
import { splice, type Mapped, type Piece } from "../mapped.ts";
import { classOfUnit, unitClass } from "./character-class.ts";
import { accentRun, doubtOf, foldsOf, lookalikeRun, type Doubtful, type Rendering } from "./word-fold.ts";
import { itemsOf } from "./word-items.ts";
import { eachWord, type Word } from "./words.ts";

export { flagEnd, isInvisible, isMeant } from "./joiners.ts";

/** A text as a reader sees it, and what was undone to get there. */
export interface Normalised {
  readonly mapped: Mapped;
  readonly kinds: readonly ViewKind[];
}

/** Printable ASCII and ASCII white space: as a reader sees them. */
function isPlain(text: string): boolean {
  return !unplain.test(text);
}

/** A class and nothing else: linear, and faster than a loop. */
const unplain = /[^\t-\r -~]/u;

/**
 * NFKC; letters of other scripts that pass for Latin ones folded (UTS #39) where the word is no word of their
 * script; invisible characters dropped unless they mean something where they stand; piled-up marks dropped.
 * Genuine words of any script, emoji and flags stay. Undefined when nothing differs.
 *
 * Decides word by word, with a bounded run of words beside it at most. Linear.
 *
 * @param read whether messages in invisible characters are read (in place) or dropped
 */
export function normalise(text: string, read: boolean): Normalised | undefined {
  if (isPlain(text)) return undefined;
  const { pieces, messages } = passOver(text, read);
  if (pieces.length === 0) return undefined;
  return { mapped: splice(text, pieces), kinds: ["normalised", ...new Set(messages)] };
}

/** The smallest offset from which `normalise` may do otherwise when more text comes. */
export function normaliseHold(text: string): number {
  // Accents and joiners change what stands before them.
  return isPlain(text) ? Math.max(0, text.length - 1) : passOver(text, true).hold;
}

/** So many words are judged together at most. */
const longestRun = 8;

interface Pass {
  readonly pieces: readonly Piece[];
  readonly messages: readonly ViewKind[];
  readonly hold: number;
}

function passOver(text: string, read: boolean): Pass {
  const pieces: Piece[] = [];
  const messages: ViewKind[] = [];
  let run: Doubtful[] = [];
  let before: Word | undefined;
  let last: Word | undefined;
  let foundAccents = false;
  let hold = text.length;
  const settle = (after: Word | undefined): void => {
    const first = run[0];
    if (first === undefined) return;
    const { doubt } = first;
    // The word after, which tells, may still grow.
    if (after === undefined || after.end === text.length) hold = Math.min(hold, first.start);
    const as = doubt === "lookalike" ? lookalikeRun(run, before, after) : accentRun(text, run, foundAccents);
    foundAccents ||= as === "bare";
    for (const word of run) show(pieces, text, word, as);
    run = [];
  };
  eachWord(
    text,
    (word) => {
      const doubtful = word.settled ? undefined : doubtAbout(text, word, read, messages);
      if (run.length >= longestRun || run[0]?.doubt !== doubtful?.doubt) settle(word);
      if (doubtful?.doubt === "none") show(pieces, text, doubtful, "text");
      else if (doubtful) {
        if (run.length === 0) before = last;
        run.push(doubtful);
      }
      last = word;
    },
    (at) => {
      // Wide spaces between ideographs are how these scripts are written.
      if (text.charCodeAt(at) === 0x3000 && at > 0 && isIdeograph(text.charCodeAt(at - 1))) return;
      const shown = /[\u0085\u2028\u2029]/u.test(text.charAt(at)) ? "\n" : " ";
      pieces.push({ start: at, end: at + 1, text: shown, from: [at], to: [at + 1], ordered: true });
    },
  );
  settle(undefined);
  // Spaces were put down while words beside them were still waiting.
  pieces.sort((a, b) => a.start - b.start);
  return { pieces, messages, hold: Math.min(hold, stableEnd(text, last)) };
}

/** Where the last word begins; ideographs are words of their own, but for a sign that may follow the last one. */
function stableEnd(text: string, last: Word | undefined): number {
  const end = Math.max(0, text.length - 1);
  if (last === undefined) return end;
  return last.end === text.length && isIdeograph(text.charCodeAt(last.start))
    ? end
    : Math.min(last.start, end);
}

function isIdeograph(unit: number): boolean {
  return unit > 127 && (classOfUnit(unit) === unitClass.ideograph || (unit >= 0xff00 && unit <= 0xff65));
}

function doubtAbout(text: string, word: Word, read: boolean, messages: ViewKind[]): Doubtful {
  if (word.accents > 0) return { ...word, doubt: "accents" };
  const { items, messages: found } = itemsOf(text, word.start, word.end, read);
  messages.push(...found);
  return { ...word, items, doubt: doubtOf(items) };
}

/** Puts down how a word is shown, where that differs from how it is written. */
function show(pieces: Piece[], text: string, word: Doubtful, as: Rendering): void {
  if (word.items === undefined && as === "text") return;
  const items = word.items ?? itemsOf(text, word.start, word.end, false).items;
  const folds = as === "fold" ? undefined : foldsOf(items);
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  items.forEach((item, at) => {
    const letter = folds === undefined || folds[at] === true ? item.fold : undefined;
    const shown = letter ?? (as === "bare" ? (item.bare ?? item.text) : item.text);
    parts.push(shown);
    const same =
      shown.length > 1 && shown.length === item.to - item.from && text.startsWith(shown, item.from);
    for (let i = 0; i < shown.length; i++) {
      from.push(same ? item.from + i : item.from);
      to.push(same ? item.from + i + 1 : item.to);
    }
  });
  const shown = parts.join("");
  if (shown !== text.slice(word.start, word.end))
    pieces.push({ start: word.start, end: word.end, text: shown, from, to, ordered: true });
}

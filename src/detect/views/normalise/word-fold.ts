import { isEnglish, isKnown, readAsEnglish } from "../language/english.ts";
import type { Item } from "./word-items.ts";
import type { Word } from "./words.ts";

/** A word about which its characters leave a doubt. */
export interface Doubtful extends Word {
  /** Absent for words that are plain but for their accents: most never need them. */
  readonly items?: readonly Item[];
  /** `lookalike`: may be Latin or not, its neighbours tell. `accents`: the words beside it tell. */
  readonly doubt: "lookalike" | "accents" | "none";
}

/** How a run of doubtful words is shown. */
export type Rendering = "text" | "fold" | "bare";

export function doubtOf(items: readonly Item[]): Doubtful["doubt"] {
  let latin = 0;
  let like = 0;
  let genuine = 0;
  let accented = 0;
  for (const item of items) {
    if (isLatinLetter(item)) latin++;
    if (item.script === "lookalike") like++;
    if (item.script === "genuine") genuine++;
    if (item.bare !== undefined) accented++;
  }
  if (like > 0 && genuine === 0 && (latin === 0 || latin + like === 2)) return "lookalike";
  return accented > 0 ? "accents" : "none";
}

function isLatinLetter(item: Item): boolean {
  return item.script === "latin" && /\p{L}/u.test(item.text);
}

/** A row of letters inside a word, `start` to `end` of its items. */
interface Row {
  readonly start: number;
  readonly end: number;
  readonly latin: number;
  readonly like: number;
  readonly genuine: number;
}

/**
 * Which items of a word of several scripts are shown as the Latin letters they pass for: those in a row of
 * three and more with Latin letters and with none that is plainly of another script; a row of such beside a
 * Latin one when it is a known word; all of them when the letters stand one by one between the same signs.
 */
export function foldsOf(items: readonly Item[]): readonly boolean[] {
  const rows = rowsOf(items);
  const like = rows.some((row) => row.like > 0);
  const latin = rows.some((row) => row.latin > 0);
  const folds = items.map(() => false);
  if (!like || !latin) return folds;
  const none = rows.every(({ genuine }) => genuine === 0);
  // A key: digits part its letters into rows too short to tell by themselves.
  const key =
    rows.length >= 4 && rows.some((row) => row.latin > 0 && row.like > 0 && row.end - row.start >= 3);
  const all = none && (key || isSpread(items, rows));
  for (const row of rows) {
    const mixed = row.latin > 0 && row.latin + row.like >= 3;
    const word = (): string =>
      items
        .slice(row.start, row.end)
        .map(({ fold, text }) => fold ?? text)
        .join("");
    const known = (): boolean => row.latin === 0 && row.end - row.start >= 2 && isKnown(word());
    if (row.like > 0 && row.genuine === 0 && (all || mixed || known())) folds.fill(true, row.start, row.end);
  }
  return folds;
}

function rowsOf(items: readonly Item[]): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < items.length;) {
    const start = i;
    const count = { latin: 0, like: 0, genuine: 0 };
    for (let item = items[i]; item !== undefined && item.script !== "other"; item = items[++i]) {
      if (isLatinLetter(item)) count.latin++;
      if (item.script === "lookalike") count.like++;
      if (item.script === "genuine") count.genuine++;
    }
    if (i > start) rows.push({ start, end: i, ...count });
    else i++;
  }
  return rows;
}

/** Four letters and more, one by one, with the same sign between them. */
function isSpread(items: readonly Item[], rows: readonly Row[]): boolean {
  if (rows.length < 4 || rows.some(({ start, end }) => end - start > 1)) return false;
  const signs = items.filter(({ script }) => script === "other").map(({ text }) => text);
  return new Set(signs).size === 1;
}

/**
 * Words of letters that pass for Latin ones: folded when they read as English then and no word beside them is
 * of another script.
 */
export function lookalikeRun(
  run: readonly Doubtful[],
  before: Word | undefined,
  after: Word | undefined,
): Rendering {
  if (before?.letter === true || after?.letter === true) return "fold";
  if (before?.script === "genuine" || after?.script === "genuine") return "text";
  const folded = run.map(({ items = [] }) => items.map(({ fold, text }) => fold ?? text).join("")).join(" ");
  const { letters, pairs, known } = readAsEnglish(folded);
  if (letters >= 2 && known === 1 && (before?.script === "latin" || after?.script === "latin")) return "fold";
  return isEnglish(folded) || (letters >= 4 && known >= 0.5) || (letters >= 6 && pairs >= 0.9)
    ? "fold"
    : "text";
}

/**
 * Words full of accents that are English without them.
 *
 * @param again whether such have been seen before in the text: then a single word is enough
 */
export function accentRun(text: string, run: readonly Doubtful[], again: boolean): Rendering {
  let accented = 0;
  for (const { items = [], accents } of run)
    accented += accents + items.reduce((sum, { bare }) => sum + (bare === undefined ? 0 : 1), 0);
  if (accented < 3 && !again) return "text";
  const bare = run
    .map(({ start, end }) => text.slice(start, end).normalize("NFD").replace(/\p{M}/gu, ""))
    .join(" ");
  const { letters, known } = readAsEnglish(bare);
  return (letters >= 6 || again) && known >= 0.6 ? "bare" : "text";
}

/**
 * Writes `src/detect/views/normalise/confusables.json` from Unicode's confusables data (UTS #39), of which
 * only the facts "this character looks like that letter" are taken: for each ASCII letter the characters of
 * other scripts that look like it and that NFKC does not already carry there. Scripts whose letters share
 * only a stroke with Latin (Arabic, Hebrew, Indic, Thai, Han) are left out: folding them would tear words.
 *
 * Its argument is the data as JSON, `{ "a": [{ "c": "а", "n": "CYRILLIC SMALL LETTER A" }] }`, the form in
 * which the PyPI package `confusable_homoglyphs` carries it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const from = process.argv[2];
if (from === undefined) throw new Error("Say where the confusables data lies.");
const data = JSON.parse(readFileSync(from, "utf8")) as Record<string, readonly { readonly c: string }[]>;

const kept =
  /^[\p{scx=Grek}\p{scx=Cyrl}\p{scx=Armn}\p{scx=Cher}\p{scx=Copt}\p{scx=Lisu}\p{scx=Dsrt}\p{scx=Osge}\p{scx=Cans}\p{scx=Tfng}\p{scx=Runr}\p{scx=Ital}\p{scx=Lyci}\p{scx=Cari}\p{scx=Lydi}\p{scx=Elba}\p{scx=Wara}\p{scx=Vaii}\p{scx=Plrd}\p{scx=Goth}\p{scx=Latn}]$/u;
/** Letters of living Latin alphabets, and a letter that stands for another when text is turned. */
const living = new Set("ɯıʋɩƿƙɗɓđħłøßþðŋəɔɛ");

const table: Record<string, string> = {};
for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
  for (const { c } of data[letter] ?? []) {
    const oneCharacter = Array.from(c).length === 1 && c.charCodeAt(0) > 127;
    if (!oneCharacter || living.has(c) || !/\p{L}|\p{Nl}/u.test(c) || !kept.test(c)) continue;
    if (/^[ -~]+$/.test(c.normalize("NFKC"))) continue;
    // A capital that looks like `l` is meant to look like `I`.
    const shown = letter === "l" && /\p{Lu}|\p{Nl}/u.test(c) ? "I" : letter;
    table[shown] = `${table[shown] ?? ""}${c}`;
  }
const sorted = Object.fromEntries(
  Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([letter, looksLike]) => [letter, [...new Set(looksLike)].sort().join("")]),
);
const path = join(import.meta.dirname, "../../src/detect/views/normalise/confusables.json");
writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);

import fromUnicode from "./confusables.json" with { type: "json" };

/**
 * Letters that pass for Latin ones beside those in Unicode's data: that data leads many of them to small
 * capitals and other letters that nobody searches for, and does not speak of styled signs.
 */
const ours: Readonly<Record<string, string>> = {
  B: "ВΒ",
  H: "НΗ",
  K: "КΚ",
  M: "МΜ",
  T: "ТΤ",
  E: "ЕΕ",
  b: "ʙвβь",
  d: "ԁ",
  e: "ɛеεє",
  g: "ɢ",
  h: "ʜнһ",
  i: "ιі",
  j: "ϳј",
  k: "ĸкκ",
  l: "ʟӏ",
  m: "мᴍ",
  n: "ɴηп",
  r: "ʀг",
  t: "тτᴛ",
  u: "υц",
  v: "ν",
  w: "ωш",
  x: "χхꭓꭕ",
  y: "ʏγу",
  A: "ΑА",
};

/** Small capitals and other styled Latin letters: they fold wherever they stand, as they belong to no language. */
const styledTable: Readonly<Record<string, string>> = {
  a: "ᴀɑ",
  b: "ʙ",
  c: "ᴄ",
  d: "ᴅ",
  e: "ᴇ",
  f: "ꜰ",
  g: "ɢɡ",
  h: "ʜ",
  i: "ɪ",
  j: "ᴊ",
  k: "ᴋ",
  l: "ʟ",
  m: "ᴍ",
  n: "ɴ",
  o: "ᴏ",
  p: "ᴘ",
  q: "ꞯ",
  r: "ʀ",
  s: "ꜱ",
  t: "ᴛ",
  u: "ᴜ",
  v: "ᴠ",
  w: "ᴡ",
  y: "ʏ",
  z: "ᴢ",
};

function inverted(...tables: readonly Readonly<Record<string, string>>[]): Map<string, string> {
  const map = new Map<string, string>();
  for (const table of tables)
    for (const [letter, like] of Object.entries(table))
      for (const char of like) if (!map.has(char)) map.set(char, letter);
  return map;
}

/** Character to the letter it is a styled form of. */
export const styled: ReadonlyMap<string, string> = (() => {
  const map = inverted(styledTable);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  // Negative circled and negative squared letters; NFKC knows only the ones that are not negative.
  for (const base of [0x1f150, 0x1f170])
    Array.from(alphabet).forEach((letter, i) => map.set(String.fromCodePoint(base + i), letter));
  return map;
})();

/**
 * Letter of another script to the Latin letter it passes for (UTS #39, skeletons). Whether it is folded
 * depends on the word: see `word-fold.ts`.
 */
export const lookalikes: ReadonlyMap<string, string> = (() => {
  const map = inverted(ours, fromUnicode);
  for (const char of map.keys()) if (styled.has(char)) map.delete(char);
  return map;
})();

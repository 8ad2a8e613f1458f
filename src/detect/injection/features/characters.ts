/**
 * What every UTF-16 unit is, worked out once: its kind, and its folded form (lower case; Latin and Greek
 * letters without their accents; every digit the same). A table look-up a character is what keeps the scan
 * at a few nanoseconds.
 */
export const kinds = {
  separator: 0,
  /** Letters, digits and marks of scripts that put spaces between words. */
  letter: 1,
  /** Scripts without spaces: Han, Kana, Thai, Lao, Khmer, Burmese. */
  spaceless: 2,
  newline: 3,
  /** Ends a sentence where a space or the end follows. */
  stop: 4,
  /** Ends a sentence at once. */
  fullStop: 5,
  quote: 6,
  colon: 7,
  /** Signs that markup and prompt formats are made of: < > [ ] { } # | = ` * ~ */
  mark: 8,
} as const;

const spaceless =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}|ー/u;
const letter = /[\p{L}\p{M}\p{N}]/u;
const accents = /\p{M}/gu;

export const kindOf = new Uint8Array(0x10000);
export const foldOf = new Uint16Array(0x10000);

for (let unit = 0; unit < 0x10000; unit++) {
  foldOf[unit] = unit;
  if (unit >= 0xac00 && unit <= 0xd7a3) kindOf[unit] = kinds.letter;
  else if (unit >= 0x4e00 && unit <= 0x9fff) kindOf[unit] = kinds.spaceless;
  else if (unit < 0xd800 || unit > 0xf8ff) describe(unit);
}
const named: readonly (readonly [string, number])[] = [
  ["\n\r\u2028\u2029", kinds.newline],
  [".!?;…؟۔।", kinds.stop],
  ["。！？｡；", kinds.fullStop],
  ['"“”„«»「」『』‹›', kinds.quote],
  [":：", kinds.colon],
  ["<>[]{}#|=`*~", kinds.mark],
];
for (const [signs, kind] of named) for (const sign of signs) kindOf[sign.charCodeAt(0)] = kind;

function describe(unit: number): void {
  const sign = String.fromCharCode(unit);
  if (spaceless.test(sign)) kindOf[unit] = kinds.spaceless;
  else if (letter.test(sign)) {
    kindOf[unit] = kinds.letter;
    foldOf[unit] = fold(sign, unit).charCodeAt(0);
  }
}

/** Vietnamese letters (U+1E00 on) keep their accents: there they tell words apart. */
function fold(sign: string, unit: number): string {
  if (/\p{Nd}/u.test(sign)) return "0";
  const lower = sign.toLowerCase();
  if (lower.length !== 1) return sign;
  const bare =
    (unit >= 0xc0 && unit < 0x250) || (unit >= 0x370 && unit < 0x400) || unit === 0x401 || unit === 0x451;
  if (!bare) return lower;
  const plain = lower.normalize("NFD").replace(accents, "");
  return plain.length === 1 ? plain : lower;
}

/** The folded form of a text, for word lists; the scan folds on its way. */
export function foldText(text: string): string {
  let folded = "";
  for (let i = 0; i < text.length; i++) folded += String.fromCharCode(foldOf[text.charCodeAt(i)] ?? 0);
  return folded;
}

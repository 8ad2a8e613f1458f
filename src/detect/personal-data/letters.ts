/** What a code unit is to the scan. */
export const other = 0;
export const digit = 1;
export const upper = 2;
export const lower = 3;
export const underscore = 4;
/** A letter beyond ASCII of a script that separates words. */
export const foreign = 5;
/** A letter of a script that does not (Han, kana, Hangul with its particles, Thai): digits may touch it. */
export const continuous = 6;

const table = new Uint8Array(0x10000);
for (let code = 0xc0; code < 0x10000; code++) table[code] = wide(code);
for (let code = 0x30; code <= 0x39; code++) table[code] = digit;
for (let code = 0x41; code <= 0x5a; code++) table[code] = upper;
for (let code = 0x61; code <= 0x7a; code++) table[code] = lower;
table[0x5f] = underscore;
table[0xaa] = table[0xb5] = table[0xba] = foreign;

function wide(code: number): number {
  if (code === 0xd7 || code === 0xf7) return other;
  if (code < 0x0e00) return foreign;
  if (code < 0x1000) return continuous;
  if (code < 0x2000) return code >= 0x1100 && code < 0x1200 ? continuous : foreign;
  if (code < 0x2e80 || (code >= 0x3000 && code < 0x3041)) return other;
  if (code < 0xd800) return continuous;
  return other;
}

/** The class of a code unit; `other` for -1. */
export const classOf = (code: number): number => (code < 0 ? other : (table[code] ?? other));
export const isWordClass = (kind: number): boolean => kind >= digit && kind <= foreign;
export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
export const isUpper = (code: number): boolean => code >= 0x41 && code <= 0x5a;
export const isAlphanumeric = (code: number): boolean => {
  const kind = classOf(code);
  return kind >= digit && kind <= lower;
};
/** A blank on one line: space, no-break space, thin spaces. */
export const isBlank = (code: number): boolean =>
  code === 0x20 || code === 0xa0 || code === 0x2009 || code === 0x202f;
export const isCapital = (code: number): boolean =>
  isUpper(code) || (code >= 0xc0 && code <= 0xde && code !== 0xd7);

/** Small letters for capitals, near enough for finding words: both sides are folded alike. */
export function fold(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  if (code >= 0xc0 && code <= 0xde) return code + 32;
  if (code >= 0x100 && code < 0x180) return code | 1;
  if (code >= 0x391 && code <= 0x3a9) return code + 32;
  if (code >= 0x410 && code <= 0x42f) return code + 32;
  if (code >= 0x400 && code < 0x410) return code + 80;
  return code;
}

/** Separators inside identifiers: 1 blank, 2 hyphen, 3 full stop, 4 slash, 5 colon, 6 bracket, 0 none of them. */
export function separatorOf(code: number): number {
  if (isBlank(code)) return 1;
  if (code === 0x2d || (code >= 0x2010 && code <= 0x2013) || code === 0x2212) return 2;
  if (code === 0x2e) return 3;
  if (code === 0x2f) return 4;
  if (code === 0x3a) return 5;
  return code === 0x28 ? 6 : 0;
}

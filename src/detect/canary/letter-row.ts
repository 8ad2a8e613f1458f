/** The letters of a text without what stands between them. */
export interface LetterRow {
  /** Letters from 1 to 26; 0 where more lies between than a canary may be spread by. */
  readonly codes: Uint8Array;
  /** Where each letter stands in the text. */
  readonly at: Int32Array;
  readonly count: number;
}

/** What may stand between two letters of a canary: blanks, hyphens, `" + "`, invisible signs. */
export const widestGap = 6;

/** How a character is read: a letter, one that passes for a letter, or neither. */
const plain = table("");
const loose = table("4a@a3e1i!i|i0o5s$s7t+t8b2z9g6g");
export const mayPass = (unit: number): boolean => (loose[unit] ?? 0) > 0;

function table(pairs: string): Uint8Array {
  const letters = new Uint8Array(0x250);
  for (let unit = 0; unit < letters.length; unit++) {
    const bare = String.fromCharCode(unit).normalize("NFD").charCodeAt(0) | 32;
    if (/^\p{L}/u.test(String.fromCharCode(unit)) && bare >= 97 && bare <= 122) letters[unit] = bare - 96;
  }
  for (let i = 0; i < pairs.length; i += 2) letters[pairs.charCodeAt(i)] = pairs.charCodeAt(i + 1) - 96;
  return letters;
}

/** Texts up to this length share buffers. */
const shared = 1 << 15;
const sharedCodes = new Uint8Array(2 * shared);
const sharedAt = new Int32Array(2 * shared);

/**
 * The letters of a text, accents left away; with `signs` also what stands for letters: `4`, `@`, `$`. Valid until
 * the next call. Linear.
 */
export function letterRow(text: string, signs: boolean): LetterRow {
  const { length } = text;
  const codes = length <= shared ? sharedCodes : new Uint8Array(2 * length);
  const at = length <= shared ? sharedAt : new Int32Array(2 * length);
  const read = signs ? loose : plain;
  let count = 0;
  let before = -1;
  for (let i = 0; i < length; i++) {
    const code = read[text.charCodeAt(i)] ?? 0;
    if (code === 0) continue;
    if (i - before > widestGap + 1) {
      codes[count] = 0;
      at[count++] = i;
    }
    codes[count] = code;
    at[count++] = i;
    before = i;
  }
  return { codes, at, count };
}

/** Whether a letter stands beside a sign that may pass for one, with no blank between. */
export const hasSignsInWords = (text: string): boolean => /[a-z][0-9@!|$+]|[0-9@!|$+][a-z]/iu.test(text);

/** Where the letters begin, at most `letters` of them, that may go on when more text comes. */
export function openFrom(text: string, letters: number): number {
  const limit = Math.max(0, text.length - letters * (widestGap + 1));
  let open = text.length;
  let count = 0;
  let gap = 0;
  for (let i = text.length - 1; i >= limit && count < letters; i--) {
    const unit = text.charCodeAt(i);
    if ((plain[unit] ?? 0) > 0) {
      count++;
      gap = 0;
      open = i;
    } else if (mayPass(unit)) {
      gap = 0;
      open = i;
    } else if (++gap > widestGap) break;
  }
  return open;
}

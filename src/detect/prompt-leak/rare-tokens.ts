/** A number of the instructions; less than a name, and few of them count. */
export const numberValue = 0.6;
/** Longer ones are not looked at. */
export const longestIdentifier = 64;

/**
 * What a token of the instructions tells when it is met again, translated or reworded as the rest may be:
 * names of tools and codes survive that. Numbers tell less, other words nothing. A token is a run of ASCII
 * letters, digits and low lines.
 */
export function rarity(token: string): number {
  if (token.length < 3 || token.length > longestIdentifier) return 0;
  const digit = /[0-9]/u.test(token);
  if (/^[0-9]+$/u.test(token)) return numberValue;
  if (/[a-z0-9]_[a-z0-9]/iu.test(token)) return 1;
  if (digit) return 1;
  // camelCase
  return /[a-z][A-Z]/u.test(token) ? 1 : 0;
}

/** Calls back for each run of ASCII letters, digits and low lines that could be rare. */
export function scanIdentifiers(text: string, found: (start: number, end: number) => void): void {
  let start = -1;
  let marks = 0;
  for (let i = 0; i <= text.length; i++) {
    const kind = i < text.length ? (kinds[text.charCodeAt(i)] ?? 0) : 0;
    if (kind === 0) {
      // Capitals count only behind a small letter, digits and low lines anywhere.
      if (start >= 0 && marks > 0 && i - start >= 3 && i - start <= longestIdentifier) found(start, i);
      start = -1;
      continue;
    }
    if (start < 0) {
      start = i;
      marks = kind === 2 ? 1 : 0;
    } else if (kind === 2 || kind === 3) marks++;
  }
}

/** 1 for small letters, 2 for digits and the low line, 3 for capitals. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/[a-z]/u.test(sign)) return 1;
  if (/[0-9_]/u.test(sign)) return 2;
  return /[A-Z]/u.test(sign) ? 3 : 0;
});

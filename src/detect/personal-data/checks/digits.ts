/** The value of a digit, or of a letter as in ISO 7064 and ISO 13616: A is 10, Z is 35. */
export function valueAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 0x3a ? code - 0x30 : (code | 32) - 0x57;
}

/** Sum of the leading characters' values times the weights. */
export function weighted(text: string, weights: readonly number[], from = 0): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += valueAt(text, from + i) * (weights[i] ?? 0);
  return sum;
}

/** As `weighted`, with the digits of each two-digit product added up. */
export function weightedDigitSums(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const product = valueAt(text, i) * (weights[i] ?? 0);
    sum += product > 9 ? Math.floor(product / 10) + (product % 10) : product;
  }
  return sum;
}

/** The remainder of a long decimal number. */
export function remainder(digits: string, modulus: number): number {
  let rest = 0;
  for (let i = 0; i < digits.length; i++) rest = (rest * 10 + valueAt(digits, i)) % modulus;
  return rest;
}

/** Every character the same: fillers such as 000000000. */
export function isRepeated(text: string): boolean {
  for (let i = 1; i < text.length; i++) if (text.charCodeAt(i) !== text.charCodeAt(0)) return false;
  return true;
}

export const numberAt = (text: string, from: number, to: number): number => Number(text.slice(from, to));

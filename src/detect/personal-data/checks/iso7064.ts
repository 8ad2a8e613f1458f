import { valueAt } from "./digits.ts";

/** ISO 7064 MOD 97-10 over digits and letters: the remainder, 1 where it is passed. */
export function mod97(text: string): number {
  let rest = 0;
  for (let i = 0; i < text.length; i++) {
    const value = valueAt(text, i);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** ISO 7064 MOD 11,10. */
export function isMod11and10(digits: string): boolean {
  let rest = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (rest + valueAt(digits, i)) % 10;
    rest = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (rest + valueAt(digits, digits.length - 1)) % 10 === 1;
}

/** ISO 7064 MOD 11-2; the last character may be X. */
export function isMod11and2(text: string): boolean {
  let rest = 0;
  for (let i = 0; i < text.length - 1; i++) rest = ((rest + valueAt(text, i)) * 2) % 11;
  const last = text.endsWith("X") ? 10 : valueAt(text, text.length - 1);
  return (rest + last) % 11 === 1;
}

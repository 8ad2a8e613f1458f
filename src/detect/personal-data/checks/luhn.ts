import { valueAt } from "./digits.ts";

/** ISO/IEC 7812-1 annex B. Notices every wrong digit. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  let doubled = false;
  for (let i = digits.length - 1; i >= 0; i--) {
    let value = valueAt(digits, i);
    if (doubled) {
      value *= 2;
      if (value > 9) value -= 9;
    }
    sum += value;
    doubled = !doubled;
  }
  return sum % 10 === 0;
}

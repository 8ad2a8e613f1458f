import { valueAt } from "./digits.ts";

const order = [
  "0123456789",
  "1576283094",
  "5803796142",
  "8916043527",
  "9453126870",
  "4286573901",
  "2793806415",
  "7046913258",
];

/** Product in the dihedral group of the pentagon. */
function times(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b - 5) % 5) + 5;
  return b < 5 ? ((a - 5 - b + 5) % 5) + 5 : (a - b + 5) % 5;
}

/** Verhoeff 1969. Notices every wrong digit and every swap of neighbours. */
export function isVerhoeff(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const value = valueAt(digits, digits.length - 1 - i);
    sum = times(sum, valueAt(order[i % 8] ?? "", value));
  }
  return sum === 0;
}

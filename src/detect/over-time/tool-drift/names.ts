import { viewsOf } from "../../views/index.ts";

/**
 * What a name looks like: look-alike letters folded (Unicode TS 39), then digits and pairs that stand in for
 * letters, without case and separators. Two names with one skeleton are taken for each other.
 */
export function skeletonOf(name: string): string {
  // Printable ASCII has no other view.
  const [folded] = /^[ -~]*$/u.test(name) ? [] : viewsOf(name, "normalised");
  return (folded?.text ?? name)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replaceAll("0", "o")
    .replaceAll(/[1i|]/gu, "l")
    .replaceAll("5", "s");
}

/**
 * Whether one name is the other with a slip inside it: two letters swapped, one left out, doubled or replaced.
 * Differences at the end (`item` and `items`) and of digits (`step1`, `step2`) are how tools are named.
 */
export function isSlip(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (short.length < 7 || long.length - short.length > 1 || long === short) return false;
  let start = 0;
  while (start < short.length && long[start] === short[start]) start += 1;
  if (start === 0 || start >= short.length - 1) return false;
  const isLetter = (one: string | undefined): boolean => one !== undefined && /\p{L}/u.test(one);
  if (!isLetter(long[start]) || !isLetter(short[start])) return false;
  if (long.length > short.length) return long.slice(start + 1) === short.slice(start);
  if (long.slice(start + 1) === short.slice(start + 1)) return true;
  return (
    long[start] === short[start + 1] &&
    long[start + 1] === short[start] &&
    long.slice(start + 2) === short.slice(start + 2)
  );
}

import { isCapital, isDigit, classOf, foreign, lower, upper } from "../letters.ts";
import type { Reader } from "../reader.ts";

/** The end of the digits from `at` on, at most `most` of them; one more digit gives -1. */
export function digitsFrom(reader: Reader, at: number, most: number): number {
  let end = at;
  while (isDigit(reader.code(end))) {
    end++;
    if (end - at > most) return -1;
  }
  return end;
}

export const isLetter = (code: number): boolean => {
  const kind = classOf(code);
  return kind === upper || kind === lower || kind === foreign;
};

/** The end of the letters from `at` on, apostrophes and hyphens between letters included; at most 40. */
export function lettersFrom(reader: Reader, at: number): number {
  let end = at;
  for (;;) {
    const code = reader.code(end);
    if (isLetter(code)) end++;
    else if (
      (code === 0x27 || code === 0x2019 || code === 0x2d) &&
      end > at &&
      isLetter(reader.code(end + 1))
    )
      end += 2;
    else return end;
    if (end - at > 40) return at;
  }
}

/** A capitalised word such as `Smith` or `O'Neill`, not `SMITH`; its end, or -1. */
export function nameFrom(reader: Reader, at: number): number {
  if (!isCapital(reader.code(at))) return -1;
  const end = lettersFrom(reader, at);
  if (end - at < 2) return -1;
  const second = reader.code(at + 1);
  return isCapital(second) ? -1 : end;
}

import { isAlphanumeric, isBlank, isDigit, isUpper } from "../letters.ts";
import type { Reader } from "../reader.ts";
import { digitsFrom } from "./read.ts";

/**
 * The end of a postcode that begins at `at`, or -1: five digits (US with state before it, Germany, France, Spain,
 * Italy, the Nordic countries), `1015 CJ`, four digits and a town, `SW1A 2AA`, `M5V 2T6`, `00000-000`.
 */
export function postcodeFrom(reader: Reader, at: number, begins: "digit" | "letter"): number {
  if (isDigit(reader.code(at)) !== (begins === "digit")) return -1;
  const end = begins === "digit" ? fromDigits(reader, at) : fromLetters(reader, at);
  return end > 0 && !isAlphanumeric(reader.code(end)) ? end : -1;
}

function fromDigits(reader: Reader, at: number): number {
  const end = digitsFrom(reader, at, 5);
  const after = reader.code(end);
  if (end - at === 5) {
    if (after !== 0x2d || !isDigit(reader.code(end + 1))) return end;
    const more = digitsFrom(reader, end + 1, 4);
    return more - end - 1 >= 3 ? more : -1;
  }
  if (end - at !== 4 || !isBlank(after)) return -1;
  const first = reader.code(end + 1);
  if (!isUpper(first)) return -1;
  return isUpper(reader.code(end + 2)) && !isAlphanumeric(reader.code(end + 3)) ? end + 3 : end;
}

/** `IL 62704`, `NSW 2000`, `SW1A 2AA`, `M5V 2T6`. */
function fromLetters(reader: Reader, at: number): number {
  let end = at;
  while (isAlphanumeric(reader.code(end)) && end - at < 5) end++;
  const first = reader.text.slice(at, end);
  if (!isBlank(reader.code(end))) return -1;
  const second = reader.text.slice(end + 1, end + 4);
  if (/^[A-Z]{2,3}$/u.test(first)) {
    const digits = digitsFrom(reader, end + 1, 5);
    return digits - end - 1 >= 4 ? digits : -1;
  }
  if (!/^[A-Z]{1,2}\d[A-Z\d]?$/u.test(first)) return -1;
  for (let i = 1; i < 4; i++) if (!isAlphanumeric(reader.code(end + i))) return -1;
  return /^\d[A-Z][A-Z\d]$/u.test(second) ? end + 4 : -1;
}

import { isShortDate, valueAt } from "../checks/index.ts";
import { isDigit, isUpper } from "../letters.ts";
import type { Matcher } from "../matcher.ts";

const weights = [7, 3, 1];

/** ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1 over digits, letters from 10 on and `<` as 0. */
function isChecked(text: string, from: number, to: number): boolean {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const value = text[i] === "<" ? 0 : valueAt(text, i);
    sum += value * (weights[(i - from) % 3] ?? 0);
  }
  return String(sum % 10) === text[to] || (text[to] === "<" && sum === 0);
}

const isDayOrUnknown = (text: string, from: number): boolean =>
  /^\d{6}$/u.test(text.slice(from, from + 6)) && isShortDate(text, from);

/** What a line of a machine-readable zone is: passed its checks, holds a name, or none. */
function judge(line: string): "checked" | "named" | undefined {
  if (line.length === 44 || line.length === 36) {
    if (/^[PVAIC][A-Z<][A-Z]{1,3}<{0,2}[A-Z<]+$/u.test(line) && line.includes("<<")) return "named";
    const dates = isDayOrUnknown(line, 13) && isChecked(line, 13, 19) && isChecked(line, 21, 27);
    return dates && isChecked(line, 0, 9) ? "checked" : undefined;
  }
  if (line.length !== 30) return undefined;
  if (/^[IAC][A-Z<]/u.test(line) && isChecked(line, 5, 14) && /\d/u.test(line.slice(5, 14))) return "checked";
  if (isDayOrUnknown(line, 0) && isChecked(line, 0, 6) && isChecked(line, 8, 14)) return "checked";
  return /^[A-Z]+(?:<[A-Z]+)*<<[A-Z]+(?:<[A-Z]+)*<{3,}$/u.test(line) ? "named" : undefined;
}

/** One line of the machine-readable zone of a passport, identity card or visa (TD1, TD2, TD3, MRV). */
export const machineReadableZone: Matcher = {
  id: "machine-readable-zone",
  about: "Machine-readable zone of a travel document",
  authority: "ICAO Doc 9303 parts 3 to 7 (weights 7, 3, 1)",
  words: ["mrz", "passport", "machine readable"],
  begins: ["code"],
  needsWords: false,
  match(reader, start) {
    if (start > 0 && reader.text.charCodeAt(start - 1) === 0x3c) return undefined;
    let end = start;
    let fillers = 0;
    for (;;) {
      const code = reader.code(end);
      if (code === 0x3c) fillers++;
      else if (!isDigit(code) && !isUpper(code)) break;
      end++;
      if (end - start > 44) return undefined;
    }
    if (fillers === 0) return undefined;
    const found = judge(reader.text.slice(start, end));
    if (found === undefined) return undefined;
    return found === "checked" ? { end, score: 1, validated: true } : { end, score: 0.9 };
  },
};

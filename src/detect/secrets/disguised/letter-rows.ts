import type { FoundSecret } from "../find-secrets.ts";
import { isAlphanumeric, type Prefixes } from "./prefixes.ts";
import { secretAt, type Reading } from "./reading.ts";

const fewest = 16;
const widestGap = 4;
/** A row that is open may hold the beginning of a key of 512 letters. */
const reach = 512 * (widestGap + 1);

/** Calls back for rows of sixteen characters and more that stand one by one with the same signs between them. */
function eachRow(text: string, from: number, onRow: (reading: Reading) => void): number {
  let i = from;
  while (i < text.length) {
    const start = i;
    if (!isAlphanumeric(text.charCodeAt(i))) {
      i++;
      continue;
    }
    let next = i + 1;
    if (next < text.length && isAlphanumeric(text.charCodeAt(next))) {
      while (next < text.length && isAlphanumeric(text.charCodeAt(next))) next++;
      i = next;
      continue;
    }
    while (next < text.length && next - i <= widestGap && !isAlphanumeric(text.charCodeAt(next))) next++;
    if (next >= text.length) return start;
    if (!isAlphanumeric(text.charCodeAt(next))) {
      i = next;
      continue;
    }
    const gap = next - i - 1;
    const at = [i];
    const between = text.slice(i + 1, next);
    while (next < text.length && text.charCodeAt(next) > 32 && text.startsWith(between, next + 1)) {
      at.push(next);
      next += gap + 1;
    }
    if (next < text.length && text.charCodeAt(next) > 32) at.push(next);
    if (at.length >= fewest) onRow({ text: at.map((place) => text.charAt(place)).join(""), at });
    if (next + gap + 1 >= text.length) return start;
    i = Math.max(start + 1, next);
  }
  return text.length;
}

/** Secrets whose letters stand one by one: `A K I A …`. Words before and behind them may run into them. */
export function secretsInRows(text: string, prefixes: Prefixes, found: (secret: FoundSecret) => void): void {
  eachRow(text, 0, (reading) => {
    for (const { word } of prefixes.all)
      for (let at = reading.text.indexOf(word); at >= 0; at = reading.text.indexOf(word, at + 1)) {
        const secret = secretAt(reading, at, prefixes);
        if (secret !== undefined) found(secret);
      }
  });
}

/** Where a row begins that the text ends in; its length where there is none. */
export function openRow(text: string): number {
  const { length } = text;
  if (
    length > 1 &&
    isAlphanumeric(text.charCodeAt(length - 1)) &&
    isAlphanumeric(text.charCodeAt(length - 2))
  )
    return length;
  return eachRow(text, Math.max(0, length - reach), () => {});
}

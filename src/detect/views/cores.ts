import { isEnglish } from "./language/english.ts";
import { asWritten, concat, sliced, type Mapped } from "./mapped.ts";

/** Plain units between decoded ones of the same message: a word between two escaped blanks. */
const widestGap = 16;
const fewestDecoded = 3;
const fewestLetters = 12;
/** What ends a message inside what was decoded: quotes and braces of the text it was packed into, broken bytes. */
const edge = /["'`{}[\]<>\\\ufffd]/u;

/**
 * What was decoded in a text, without what stands around it: a sentence hidden in an address or behind a
 * greeting reads by itself as it was meant. The sentences of it only, blanks for its line breaks; undefined
 * where there are none.
 *
 * @param source the text that `mapped` was made from
 */
export function coreOf(mapped: Mapped, source: string): Mapped | undefined {
  const parts: Mapped[] = [];
  for (const [start, end] of decodedRuns(mapped, source))
    for (const [from, to] of sentences(mapped.text, start, end)) {
      if (parts.length > 0) parts.push(blankAfter(parts.at(-1)));
      parts.push(sliced(mapped, from, to));
    }
  if (parts.length === 0) return undefined;
  const core = concat(parts);
  return { ...core, ordered: mapped.ordered, text: core.text.replaceAll(/[\t-\r]/gu, " ") };
}

type Range = readonly [number, number];

function decodedRuns({ text, from, to }: Mapped, source: string): Range[] {
  const runs: Range[] = [];
  let start = -1;
  let last = -1;
  let count = 0;
  const flush = (): void => {
    if (start >= 0 && count >= fewestDecoded) runs.push([wordEdge(text, start, -1), wordEdge(text, last, 1)]);
    count = 0;
  };
  for (let i = 0; i < text.length; i++) {
    const at = from[i] ?? 0;
    const plain = (to[i] ?? 0) - at === 1 && source.charCodeAt(at) === text.charCodeAt(i);
    // Turned round, letters that stand for themselves stand elsewhere.
    const turned = i > 0 && at < (from[i - 1] ?? 0);
    // What joined two strings was dropped.
    const joined = i > 0 && at > (to[i - 1] ?? 0);
    if (plain && !turned && !joined) continue;
    if (start < 0 || i - last > widestGap) {
      flush();
      start = i;
    }
    count++;
    last = i;
  }
  flush();
  return runs;
}

function wordEdge(text: string, at: number, step: 1 | -1): number {
  let i = at;
  if (text.charCodeAt(i) <= 32) return step > 0 ? i + 1 : i;
  while (i + step >= 0 && i + step < text.length && /[\w'.!?-]/u.test(text.charAt(i + step))) {
    // A question's mark ends it, and ends what stands before a message.
    if (step < 0 && /[.!?]/u.test(text.charAt(i + step))) break;
    i += step;
  }
  return step > 0 ? i + 1 : i;
}

function sentences(text: string, start: number, end: number): Range[] {
  const found: Range[] = [];
  let begin = start;
  for (let i = start; i <= end; i++) {
    if (i < end && !edge.test(text.charAt(i))) continue;
    const part = text.slice(begin, i);
    const from = begin + part.length - part.trimStart().length;
    const to = from + part.trim().length;
    if (to - from >= fewestLetters && /\S\s+\S+\s+\S/u.test(part) && isEnglish(part)) found.push([from, to]);
    begin = i + 1;
  }
  return found;
}

function blankAfter(part: Mapped | undefined): Mapped {
  const from = part?.from.at(-1) ?? 0;
  const to = part?.to.at(-1) ?? 0;
  return { ...asWritten(" "), from: Int32Array.of(from), to: Int32Array.of(to) };
}

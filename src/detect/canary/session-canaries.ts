import type { InspectionContext } from "../../contracts/index.ts";
import type { Canary } from "./canary.ts";
import { encodedForms } from "./disguised-canaries.ts";

/** Shorter ones would meet ordinary words. */
const shortest = 6;
const longestCanary = 64;
const most = 32;
/** What may stand between two letters of a canary: spaces, hyphens, quotes, invisible signs. */
const widestGap = 4;
/** What may stand between two halves of a canary, such as `" and then "`. */
const betweenHalves = 80;

export const longestSpread = longestCanary + (longestCanary - 1) * widestGap;
export const canaryReach = longestSpread + betweenHalves + longestCanary;

export interface Sighting {
  readonly rule: "session-canary" | "canary-pieces";
  readonly start: number;
  readonly end: number;
}

const prepared = new WeakMap<InspectionContext, readonly Canary[]>();

/** The canaries planted in this session that are long enough to be told from words. */
export function sessionCanaries(context: InspectionContext | undefined): readonly Canary[] {
  if (context === undefined || context.canaries.length === 0) return [];
  let known = prepared.get(context);
  if (known === undefined) {
    const written = new Map(
      context.canaries.map((word) => [word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ""), word]),
    );
    known = [...written]
      .filter(([{ length }]) => length >= shortest)
      .slice(0, most)
      .map(([letters, word]) => {
        const cut = letters.slice(0, longestCanary);
        const codes = Uint16Array.from(cut, (_, i) => cut.charCodeAt(i));
        return {
          letters: cut,
          codes,
          turned: codes.toReversed(),
          encoded: encodedForms(word.slice(0, longestCanary)),
        };
      });
    prepared.set(context, known);
  }
  return known;
}

/**
 * Finds a canary in any case, with up to four signs other than letters and digits between its letters, and its
 * two halves within 80 units. `hold` is where the text ends with what may become one.
 */
export function findCanary(text: string, canary: Canary, found: (sighting: Sighting) => void): number {
  const { codes } = canary;
  const half = codes.length >> 1;
  const lower = text.toLowerCase();
  // Lengths may change beyond ASCII; then case is not folded.
  const read = lower.length === text.length ? lower : text;
  let hold = text.length;
  let firstHalfEnd = -1;
  let firstHalfStart = -1;
  const [first, middle] = [canary.letters[0] ?? "", canary.letters[half] ?? ""];
  let nextFirst = read.indexOf(first);
  let nextMiddle = codes.length >= 12 ? read.indexOf(middle) : -1;
  while (nextFirst >= 0 || nextMiddle >= 0) {
    const atFirst = nextMiddle < 0 || (nextFirst >= 0 && nextFirst <= nextMiddle);
    const at = atFirst ? nextFirst : nextMiddle;
    if (nextFirst === at) {
      const reached = follow(read, at, codes, 0);
      if (reached.count === codes.length) found({ rule: "session-canary", start: at, end: reached.end });
      else if (reached.count >= half) [firstHalfStart, firstHalfEnd] = [at, endOfHalf(read, at, codes, half)];
      if (reached.open) hold = Math.min(hold, at);
      nextFirst = read.indexOf(first, at + 1);
    }
    if (nextMiddle === at) {
      const near = firstHalfEnd >= 0 && at >= firstHalfEnd && at - firstHalfEnd <= betweenHalves;
      const reached = near ? follow(read, at, codes, half) : undefined;
      const whole = reached?.count === codes.length - half && at - firstHalfEnd > 0;
      if (reached !== undefined && whole && !joined(read, firstHalfStart, codes))
        found({ rule: "canary-pieces", start: at, end: reached.end });
      if (reached?.open === true) hold = Math.min(hold, at);
      nextMiddle = read.indexOf(middle, at + 1);
    }
  }
  return hold;
}

const joined = (text: string, start: number, codes: Uint16Array): boolean =>
  follow(text, start, codes, 0).count === codes.length;

function endOfHalf(text: string, at: number, codes: Uint16Array, half: number): number {
  return follow(text, at, codes.subarray(0, half), 0).end;
}

/** How many letters of the canary from `from` on stand at `at`, where the last ends, and whether the text ends there. */
function follow(
  text: string,
  at: number,
  codes: Uint16Array,
  from: number,
): { readonly count: number; readonly end: number; readonly open: boolean } {
  let count = 0;
  let end = at;
  let gap = 0;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === codes[from + count]) {
      count++;
      gap = 0;
      end = i + 1;
      if (from + count === codes.length) return { count, end, open: false };
    } else if (++gap > widestGap || isLetter(code)) return { count, end, open: false };
  }
  return { count, end, open: true };
}

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code)));

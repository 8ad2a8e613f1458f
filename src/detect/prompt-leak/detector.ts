import type { Detector, Signal } from "../../contracts/index.ts";
import { longestWord } from "../words/index.ts";
import { follow, longestPiece } from "./follow.ts";
import { indexOf, widestGap, type InstructionIndex } from "./instruction-index.ts";
import { longestIdentifier, numberValue, scanIdentifiers } from "./rare-tokens.ts";

/** A piece must tell at least this much; a word that is not in every prompt tells 1, and nineteen that are in every prompt stay below. */
const leastWeight = 2.7;
/** Rare tokens are counted over this many units, and together must tell this much, see `rarity`. */
const window = 600;
const enoughRare = 3.2;
/** Fewer words of rare tokens cannot be enough: each tells 1 at most. */
const fewestRare = 3;
/** Price lists have many numbers: they count for no more than this. */
const mostNumbers = 1.2;

/**
 * Finds the words of the system and developer messages in what the assistant says or hands to a tool. Compared
 * are words, not characters: case, punctuation, line ends, list numbers, tables and markup make no difference.
 * What the user wrote does not count, nor do sentences that every instruction has.
 *
 * Rules: `same-words`, at least four words in a row, scored 0.4 to 0.95 by how much they tell and by their
 * share of the instructions; and `rare-tokens`, names of tools, codes and numbers of the instructions that come
 * together within 600 units, scored 0.5 to 0.8: they survive when the rest is translated or reworded.
 *
 * Method: matching of hashed word shingles (Broder, On the resemblance and containment of documents, 1997).
 */
export const detector: Detector = {
  id: "prompt-leak",
  version: "1.0.0",
  about: "Words of the system and developer messages in what comes out.",
  stages: ["output", "tool-call"],
  maxSpan: longestPiece,
  reads: "decoded",
  lookBehind: Math.max(window + longestIdentifier + 8, widestGap + longestWord + 8),
  hold(text, context) {
    const index = indexOf(context);
    if (index === undefined) return text.length;
    const { hold } = follow(text, index, () => undefined);
    return Math.min(hold, openIdentifier(text, index));
  },
  inspect({ text, context }) {
    const index = indexOf(context);
    if (index === undefined) return [];
    const signals: Signal[] = [];
    const { rareWords } = follow(text, index, ({ start, end, weight, words }) => {
      if (weight < leastWeight) return;
      const share = weight / index.total;
      signals.push({
        ...leak,
        rule: "same-words",
        score: Math.min(0.95, 0.4 + 0.09 * (weight - leastWeight) + (share > 0.4 ? 0.3 : 0)),
        start,
        end,
        why: `${words} words in a row are those of the instructions.`,
      });
    });
    if (rareWords >= fewestRare) signals.push(...rareTokens(text, index));
    return signals.sort((a, b) => a.start - b.start);
  },
};

const leak = { detector: "prompt-leak", category: "system-prompt-leak" } as const;

function rareTokens(text: string, index: InstructionIndex): Signal[] {
  const signals: Signal[] = [];
  /** The latest place of each token, oldest first. */
  const near = new Map<string, number>();
  let names = 0;
  let numbers = 0;
  const count = (value: number, times: 1 | -1): void => {
    if (value === numberValue) numbers += times;
    else names += times;
  };
  scanIdentifiers(text, (start, end) => {
    const token = text.slice(start, end).toLowerCase();
    const value = index.rare.get(token);
    if (value === undefined) return;
    if (near.delete(token)) count(value, -1);
    near.set(token, start);
    count(value, 1);
    for (const [other, place] of near) {
      if (place >= start - window) break;
      near.delete(other);
      count(index.rare.get(other) ?? 1, -1);
    }
    const sum = names + Math.min(mostNumbers, numbers * numberValue);
    if (sum < enoughRare) return;
    signals.push({
      ...leak,
      rule: "rare-tokens",
      score: Math.min(0.8, 0.5 + 0.1 * (sum - enoughRare)),
      start,
      end,
      why: `${near.size} names, codes and numbers of the instructions stand close together.`,
    });
  });
  return signals;
}

/** Where an identifier begins that touches the end and may become, or stop being, a rare one. */
function openIdentifier(text: string, index: InstructionIndex): number {
  if (index.rare.size === 0) return text.length;
  let start = text.length;
  while (start > 0 && text.length - start <= longestIdentifier && isIdentifier(text.charCodeAt(start - 1)))
    start--;
  if (start === text.length || text.length - start > longestIdentifier) return text.length;
  const token = text.slice(start).toLowerCase();
  for (const rare of index.rare.keys()) if (rare.startsWith(token)) return start;
  return text.length;
}

const isIdentifier = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95;

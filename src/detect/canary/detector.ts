import type { Detector, Signal } from "../../contracts/index.ts";
import { canaryLength, isCanaryWord } from "./canary-word.ts";

/**
 * Finds canary words: marks that were put where nothing should be read from, or that a test put into a
 * request. Seen in production traffic they mean a leak, or a test that reached production.
 * Looks inside longer runs of letters too, for addresses such as `?d=NPkabo…`. Linear.
 */
export const detector: Detector = {
  id: "canary",
  version: "1.0.0",
  about: "Bartizan's self-proving canary words.",
  stages: ["input", "document", "tool-call", "tool-result", "output"],
  maxSpan: canaryLength,
  reads: "decoded",
  lookBehind: 0,
  // Fifteen letters at the end may be the start of a canary.
  hold: (text) => Math.max(0, text.length - (canaryLength - 1)),
  inspect({ text }) {
    const signals: Signal[] = [];
    let from = 0;
    for (const at of rhythms(text)) {
      // Two canaries do not share letters.
      if (at < from || !isCanaryWord(text.slice(at, at + canaryLength).toLowerCase())) continue;
      from = at + canaryLength;
      signals.push({
        detector: "canary",
        rule: "canary",
        category: "canary",
        score: 1,
        start: at,
        end: from,
        why: "A canary word, whole and with a correct checksum.",
      });
    }
    return signals;
  },
};

/**
 * The places where eight syllables of consonant and vowel begin, in order: what a canary needs before its
 * checksum is worth counting. One look at each character.
 */
function rhythms(text: string): number[] {
  const places: number[] = [];
  let run = 0;
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) | 32;
    const kind = code < 128 ? (letterKinds[code] ?? 0) : 0;
    if (kind === 0) run = 0;
    else if (run > 0 && kind !== before) run++;
    else run = 1;
    before = kind;
    if (kind === vowel && run >= canaryLength) places.push(i + 1 - canaryLength);
  }
  return places;
}

const consonant = 1;
const vowel = 2;
/** By code of the lower-case letter. */
const letterKinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  if ("aeiou".includes(letter)) return vowel;
  return letter >= "a" && letter <= "z" && letter !== "y" ? consonant : 0;
});

import type { Detector, Signal } from "../../contracts/index.ts";
import { canaryLength, isCanaryWord } from "./canary-word.ts";
import { canaryReach, findCanary, longestSpread, sessionCanaries } from "./session-canaries.ts";

/**
 * Finds canary words: marks that were put where nothing should be read from, or that a test put into a
 * request. Seen in production traffic they mean a leak, or a test that reached production.
 * Finds the canaries planted in this session too (`context.canaries`, six letters and digits at least): in any
 * case, with signs between their letters, and in two halves near each other (score 0.8).
 * Looks inside longer runs of letters too, for addresses such as `?d=NPkabo…`. Linear.
 */
export const detector: Detector = {
  id: "canary",
  version: "1.1.0",
  about: "Bartizan's self-proving canary words, and the canaries of the session.",
  stages: ["input", "document", "tool-call", "tool-result", "output"],
  maxSpan: longestSpread,
  reads: "decoded",
  lookBehind: canaryReach,
  // Fifteen letters at the end may be the start of a canary.
  hold(text, context) {
    let held = Math.max(0, text.length - (canaryLength - 1));
    for (const canary of sessionCanaries(context))
      held = Math.min(
        held,
        findCanary(text, canary, () => undefined),
      );
    return held;
  },
  inspect({ text, context, stage }) {
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
    // What stands in the instructions stands there rightly; it must not come out.
    if (stage !== "output" && stage !== "tool-call") return signals;
    for (const canary of sessionCanaries(context))
      findCanary(text, canary, ({ rule, start, end }) => {
        const whole = rule === "session-canary";
        const why = whole ? "A canary of this session." : "The second half of a canary of this session.";
        signals.push({
          detector: "canary",
          rule,
          category: "canary",
          score: whole ? 1 : 0.8,
          start,
          end,
          why,
        });
      });
    return signals.sort((a, b) => a.start - b.start);
  },
};

/**
 * The places where eight syllables of consonant and vowel begin, in order: what a canary needs before its
 * checksum is worth counting. Every sixteenth character lies in any such stretch, so that in most texts only
 * a few others are looked at. At most two looks at each character.
 */
function rhythms(text: string): number[] {
  const places: number[] = [];
  for (let probe = canaryLength - 1; probe < text.length;) {
    let start = probe;
    let kind = kindAt(text, start);
    // Back to where the rhythm began.
    while (kind !== 0 && start > 0) {
      const before = kindAt(text, start - 1);
      if (before === 0 || before === kind) break;
      kind = before;
      start--;
    }
    if (kind === 0) {
      probe += canaryLength;
      continue;
    }
    let end = probe;
    for (let last = kindAt(text, end); end + 1 < text.length; end++) {
      const next = kindAt(text, end + 1);
      if (next === 0 || next === last) break;
      last = next;
    }
    for (let at = start; at + canaryLength - 1 <= end; at++)
      if (kindAt(text, at) === consonant) places.push(at);
    probe = end + canaryLength;
  }
  return places;
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at) | 32;
  return code < 128 ? (letterKinds[code] ?? 0) : 0;
}

const consonant = 1;
const vowel = 2;
/** By code of the lower-case letter. */
const letterKinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  if ("aeiou".includes(letter)) return vowel;
  return letter >= "a" && letter <= "z" && letter !== "y" ? consonant : 0;
});

import type { Detector, Signal } from "../../contracts/index.ts";
import { canaryLength } from "./canary-word.ts";
import { hasSignsInWords, letterRow, openFrom } from "./letter-row.ts";
import { eachCanary } from "./rhythm.ts";
import { findDisguised } from "./disguised-canaries.ts";
import { canaryReach, findCanary, longestSpread, sessionCanaries } from "./session-canaries.ts";

/**
 * Finds canary words: marks that were put where nothing should be read from, or that a test put into a
 * request. Seen in production traffic they mean a leak, or a test that reached production.
 * Finds the canaries planted in this session too (`context.canaries`, six letters and digits at least): in any
 * case, with signs between their letters, in two halves near each other (score 0.8), backwards, shifted, mirrored, in base64 and in hex.
 * Looks inside longer runs of letters too, for addresses such as `?d=NPkabo…`, past signs between the letters, and at
 * them read backwards, shifted (ROT13, Caesar), mirrored (Atbash) and with digits for letters. Linear.
 */
export const detector: Detector = {
  id: "canary",
  version: "1.2.0",
  about: "Bartizan's self-proving canary words, and the canaries of the session.",
  stages: ["input", "document", "tool-call", "tool-result", "output"],
  maxSpan: longestSpread,
  reads: "decoded",
  lookBehind: canaryReach,
  // Fifteen letters at the end may be the start of a canary.
  hold(text, context) {
    let held = openFrom(text, canaryLength - 1);
    for (const canary of sessionCanaries(context))
      held = Math.min(
        held,
        findCanary(text, canary, () => undefined),
        findDisguised(text, canary, () => undefined),
      );
    return held;
  },
  inspect({ text, context, stage }) {
    const signals: Signal[] = [];
    const starts = new Set<number>();
    for (const signs of hasSignsInWords(text) ? [false, true] : [false]) {
      const row = letterRow(text, signs);
      let from = 0;
      eachCanary(row, (first, last, plain) => {
        const start = row.at[first] ?? 0;
        // Two canaries do not share letters.
        if (start < from || starts.has(start)) return;
        starts.add(start);
        from = (row.at[last] ?? start) + 1;
        signals.push({
          detector: "canary",
          rule: "canary",
          category: "canary",
          score: 1,
          start,
          end: from,
          why: plain
            ? "A canary word, whole and with a correct checksum."
            : "A canary word with a correct checksum, its letters turned round or shifted.",
        });
      });
    }
    // What stands in the instructions stands there rightly; it must not come out.
    if (stage !== "output" && stage !== "tool-call") return signals;
    for (const canary of sessionCanaries(context)) {
      findDisguised(text, canary, (start, end) =>
        signals.push({
          detector: "canary",
          rule: "session-canary",
          category: "canary",
          score: 1,
          start,
          end,
          why: "A canary of this session, turned round, shifted or encoded.",
        }),
      );
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
    }
    return signals.sort((a, b) => a.start - b.start);
  },
};

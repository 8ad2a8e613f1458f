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
    const lower = text.toLowerCase();
    // Lower-casing may change the length of a few foreign letters; offsets then would not fit.
    const searched = lower.length === text.length ? lower : text;
    const signals: Signal[] = [];
    for (let at = 0; at + canaryLength <= searched.length; at++) {
      if (!isCanaryWord(searched.slice(at, at + canaryLength))) continue;
      signals.push({
        detector: "canary",
        rule: "canary",
        category: "canary",
        score: 1,
        start: at,
        end: at + canaryLength,
        why: "A canary word, whole and with a correct checksum.",
      });
      at += canaryLength - 1;
    }
    return signals;
  },
};

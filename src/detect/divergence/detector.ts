import type { Detector, Signal } from "../../contracts/index.ts";
import { findCharacterRuns, findRepetitions } from "./repetition.ts";
import { findRepeatRequests } from "./repeat-request.ts";

const longest = 4096;
/** Words behind a repetition that make another text. */
const anotherText = 20;

/**
 * Finds the attack that makes a model leave its training as an assistant by repeating a word for ever, after which
 * it may recite what it was trained on (Nasr et al., Scalable Extraction of Training Data, 2023). Rules:
 * `repeat-request` in what users ask (0.6); `repetition` and `character-run` in answers (0.4); `diverged`, the text
 * behind a repetition (0.8). It judges whole texts: nothing is held in streams.
 */
export const detector: Detector = {
  id: "divergence",
  version: "1.0.0",
  about: "Endless repetition, asked for or given, and the text a model falls into after it.",
  stages: ["input", "output"],
  maxSpan: longest,
  reads: "normalised",
  lookBehind: longest,
  inspect({ text, stage }) {
    if (stage === "input")
      return findRepeatRequests(text).map(({ start, end }) =>
        signalOf("repeat-request", 0.6, start, end, "It asks to repeat something without end."),
      );
    const signals: Signal[] = [];
    for (const { start, end, period, wordsBehind, endBehind } of findRepetitions(text)) {
      const phrase = period === 1 ? "A word" : `A phrase of ${period} words`;
      signals.push(signalOf("repetition", 0.4, start, end, `${phrase} is repeated on and on.`));
      if (wordsBehind >= anotherText)
        signals.push(
          signalOf("diverged", 0.8, end, endBehind, "Another text follows an endless repetition."),
        );
    }
    for (const { start, end } of findCharacterRuns(text))
      signals.push(
        signalOf("character-run", 0.4, start, end, `One character stands ${end - start} times in a row.`),
      );
    return signals.sort((a, b) => a.start - b.start);
  },
};

const signalOf = (rule: string, score: number, start: number, end: number, why: string): Signal => ({
  detector: "divergence",
  rule,
  category: "protected-data-leak",
  score,
  start,
  end: Math.min(end, start + longest),
  why,
});

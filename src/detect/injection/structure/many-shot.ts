import { conceptNumber, type Concept } from "../lexicon/index.ts";
import type { Seen, StructuralRule } from "./rule.ts";

/** Turns from which a forged dialogue is a shape of its own. */
const turnsNeeded = 16;
const longestSpeaker = 16;
const asking = new Set(["user", "human", "q", "question", "me", "customer"]);
const answering = new Set(["assistant", "ai", "a", "answer", "bot", "model", "chatbot", "gpt", "system"]);
const shown = (["harm", "unrestricted", "without", "reveal", "secret"] satisfies Concept[]).map(
  conceptNumber,
);

/**
 * A long dialogue inside one message that shows a model answering everything
 * (Anil et al., Many-shot jailbreaking, 2024).
 */
export const manyShot: StructuralRule = {
  id: "many-shot",
  category: "jailbreak",
  why: "It shows the model a long forged dialogue in which a model obeys.",
  score: 0.7,
  find(seen) {
    if (seen.stage !== "input" || !shown.some((concept) => seen.track.met(concept))) return undefined;
    return dialogue(seen);
  },
};

function dialogue({ text }: Seen) {
  let turns = 0;
  let asked = false;
  let start = 0;
  for (let from = 0; from < text.length;) {
    const next = text.indexOf("\n", from);
    const line = text.slice(from, Math.min(from + longestSpeaker, next < 0 ? text.length : next));
    const speaker = line
      .slice(0, Math.max(0, line.indexOf(":")))
      .trim()
      .toLowerCase();
    if (asking.has(speaker) && !asked) {
      if (turns === 0) start = from;
      asked = true;
      turns++;
    } else if (answering.has(speaker) && asked) {
      asked = false;
      turns++;
    }
    if (next < 0) {
      return turns >= turnsNeeded ? { start, end: text.length } : undefined;
    }
    from = next + 1;
  }
  return turns >= turnsNeeded ? { start, end: text.length } : undefined;
}

import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

/** "Do not tell the user" has no business in data that a model reads for the user. */
const hushed: Nearby = {
  anchor: ["inform"],
  with: [
    ["not", "without"],
    ["user"],
    ["send", "tool", "instead", "reveal", "obey", "delete", "answer", "first"],
  ],
  words: 16,
  acrossSentences: true,
};
const addressed: Nearby = {
  anchor: ["override"],
  with: [
    ["model", "system"],
    ["instruction", "task", "user", "text"],
    ["answer", "instead", "reveal", "send", "obey", "previous"],
  ],
  words: 12,
  acrossSentences: true,
  notAfter: ["not"],
};

export const instructionInData: StructuralRule = {
  id: "instruction-in-data",
  category: "prompt-injection",
  why: "Data that the model reads speaks to the model and tells it what to do.",
  score: 0.85,
  find: ({ text, track, stage }) =>
    stage === "document" || stage === "tool-result"
      ? (findNearby(text, track, hushed) ?? findNearby(text, track, addressed))
      : undefined,
};

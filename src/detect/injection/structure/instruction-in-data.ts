import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

/** "Do not tell the user" has no business in data that a model reads for the user. */
const hushed: Nearby = { anchor: ["inform"], with: [["not", "without"], ["user"]], words: 5 };
const addressed: Nearby = {
  anchor: ["override"],
  with: [["model"], ["task", "instruction", "user", "text"]],
  words: 10,
  notAfter: ["not"],
  imperative: true,
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

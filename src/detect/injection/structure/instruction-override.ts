import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

const inData: Nearby = {
  anchor: ["override"],
  with: [["instruction"], ["previous", "your"]],
  words: 7,
  notAfter: ["not", "without"],
  imperative: true,
};
/** Manuals tell people to ignore all prompts; users seldom tell a model so for a harmless reason. */
const fromUser: Nearby = { ...inData, with: [["instruction"], ["previous", "your", "all"]] };

export const instructionOverride: StructuralRule = {
  id: "instruction-override",
  category: "prompt-injection",
  why: "It tells the model to drop the instructions it was given.",
  score: 0.95,
  find: ({ text, track, stage }) => findNearby(text, track, stage === "input" ? fromUser : inData),
};

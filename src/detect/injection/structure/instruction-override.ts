import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

const wanted: Nearby = {
  anchor: ["override"],
  with: [["instruction"], ["previous", "system", "all"]],
  words: 7,
  notAfter: ["not", "without"],
  imperative: true,
};

export const instructionOverride: StructuralRule = {
  id: "instruction-override",
  category: "prompt-injection",
  why: "It tells the model to drop the instructions it was given.",
  score: 0.95,
  find: ({ text, track }) => findNearby(text, track, wanted),
};

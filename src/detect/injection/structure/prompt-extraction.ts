import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

const wanted: Nearby = {
  anchor: ["reveal"],
  with: [["instruction"], ["your"], ["system", "previous", "secret", "all"]],
  words: 7,
  notAfter: ["not"],
  imperative: true,
};

export const promptExtraction: StructuralRule = {
  id: "prompt-extraction",
  category: "prompt-injection",
  why: "It asks for the instructions the model was given.",
  score: 0.9,
  find: ({ text, track, stage }) => (stage === "output" ? undefined : findNearby(text, track, wanted)),
};

import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

const wanted: Nearby = {
  anchor: ["refuse"],
  with: [
    ["not", "without"],
    ["you", "your"],
    ["must", "all", "unrestricted"],
    ["restriction", "harm", "unrestricted", "obey"],
  ],
  words: 14,
};

export const refusalSuppression: StructuralRule = {
  id: "refusal-suppression",
  category: "jailbreak",
  why: "It forbids the model to refuse or to warn.",
  score: 0.8,
  find: ({ text, track }) => findNearby(text, track, wanted),
};

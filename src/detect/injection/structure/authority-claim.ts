import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

const wanted: Nearby = {
  anchor: ["authority"],
  with: [
    ["me"],
    ["your", "system"],
    ["instruction", "restriction", "secret"],
    ["reveal", "override", "without"],
  ],
  words: 16,
  acrossSentences: true,
};

export const authorityClaim: StructuralRule = {
  id: "authority-claim",
  category: "prompt-injection",
  why: "Someone says they may give orders above the system's, and gives one.",
  score: 0.8,
  find: ({ text, track, stage }) => (stage === "input" ? findNearby(text, track, wanted) : undefined),
};

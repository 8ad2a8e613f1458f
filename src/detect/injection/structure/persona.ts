import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

const released: Nearby = {
  anchor: ["unrestricted"],
  with: [["you"], ["now", "act"], ["model", "mode", "persona", "without", "not", "restriction"]],
  words: 12,
};
const lifted: Nearby = {
  anchor: ["restriction"],
  with: [["you"], ["now", "act"], ["without", "not"], ["model", "persona", "mode"]],
  words: 14,
};

export const persona: StructuralRule = {
  id: "persona",
  category: "jailbreak",
  why: "It gives the model a role that lifts its limits.",
  score: 0.85,
  find: ({ text, track }) => findNearby(text, track, released) ?? findNearby(text, track, lifted),
};

import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

const hushed: Nearby = {
  anchor: ["inform"],
  with: [["not", "without"], ["user"]],
  words: 8,
};
const overriding: Nearby = {
  anchor: ["override", "instead"],
  with: [
    ["tool", "instruction"],
    ["previous", "all", "system"],
    ["must", "urgent", "first"],
  ],
  words: 14,
  acrossSentences: true,
  notAfter: ["not"],
};
/** Files that a tool's description has no reason to name. */
const files = ["id_rsa", ".ssh/", ".env", "mcp.json", "/etc/passwd", ".aws/credentials", "<important>"];

/** Orders in the description of a tool (Invariant Labs, tool poisoning, 2025). */
export const toolPoisoning: StructuralRule = {
  id: "tool-poisoning",
  category: "prompt-injection",
  why: "The description of a tool gives the model orders that have nothing to do with the tool.",
  score: 0.85,
  find({ text, track, stage }) {
    if (stage !== "tool-definition") return undefined;
    const lower = text.toLowerCase();
    for (const file of files) {
      const at = lower.indexOf(file);
      if (at >= 0 && at + file.length <= text.length) return { start: at, end: at + file.length };
    }
    return findNearby(text, track, hushed) ?? findNearby(text, track, overriding);
  },
};

import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

const wanted: Nearby = {
  anchor: ["encode"],
  with: [["obey"]],
  words: 8,
  acrossSentences: true,
  notAfter: ["not"],
};

/** Letters and digits without a break that are no word of any language. */
const shortestBlob = 24;

/** Decoding is harmless; decoding in order to obey is not. */
export const encodedInstruction: StructuralRule = {
  id: "encoded-instruction",
  category: "prompt-injection",
  why: "It asks the model to decode something and to do what it says.",
  score: 0.75,
  find: ({ text, track }) => {
    const hit = findNearby(text, track, wanted);
    return hit && hasBlob(text) ? hit : undefined;
  },
};

function hasBlob(text: string): boolean {
  let run = 0;
  let digits = 0;
  let capitals = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const digit = unit >= 0x30 && unit <= 0x39;
    const capital = unit >= 0x41 && unit <= 0x5a;
    const part = digit || capital || (unit >= 0x61 && unit <= 0x7a) || unit === 0x2b || unit === 0x3d;
    if (!part) {
      run = digits = capitals = 0;
      continue;
    }
    run++;
    if (digit) digits++;
    if (capital) capitals++;
    if (run >= shortestBlob && digits + capitals >= 6) return true;
  }
  return false;
}

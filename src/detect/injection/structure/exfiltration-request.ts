import { conceptNumber } from "../lexicon/index.ts";
import { findNearby, type Nearby } from "./nearby.ts";
import type { StructuralRule } from "./rule.ts";

const wanted: Nearby = {
  anchor: ["send"],
  with: [
    ["user", "your", "secret", "all"],
    ["secret", "mail", "text", "money"],
  ],
  words: 10,
  imperative: true,
  notAfter: ["not"],
};
const secretNumber = conceptNumber("secret");
/** How far from the order the address may stand. */
const near = 120;

/** Data that orders somebody to send secrets or conversations to an address it names. */
export const exfiltrationRequest: StructuralRule = {
  id: "exfiltration-request",
  category: "exfiltration",
  why: "Data that the model reads orders it to send something to an address.",
  score: 0.7,
  find({ text, track, stage }) {
    if (stage !== "document" && stage !== "tool-result") return undefined;
    let from = 0;
    for (let tries = 0; tries < 8; tries++) {
      const hit = findNearby(text, track, wanted, from);
      if (!hit) return undefined;
      const around = text.slice(hit.start, hit.end + near);
      const secretly = /https?:\/\/|hxxp/iu.test(around);
      if (secretly && track.met(secretNumber)) return hit;
      from = hit.at + 1;
    }
    return undefined;
  },
};

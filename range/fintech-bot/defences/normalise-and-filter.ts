import { isForbidden, read } from "../understand/read.ts";
import type { Technique } from "../understand/wish.ts";
import type { InputDefence } from "./defence.ts";

/** Disguises and forgeries that no honest order to a bank needs. Pressing words alone are not among them. */
const disguises = new Set<Technique>([
  "override",
  "role-play",
  "encoding-base64",
  "encoding-rot13",
  "leetspeak",
  "zero-width",
  "payload-splitting",
  "delimiter-forgery",
  "few-shot",
]);

/**
 * From level 4. Takes every disguise off the user's turn (Base64, ROT13, look-alike digits, invisible
 * characters, split payloads, four languages) and refuses what then asks for something to be said, shown
 * or rendered against the rules, and disguised orders. A plain order with foreign arguments passes: who
 * may do what is not a question of words.
 */
export const normaliseAndFilter: InputDefence = {
  name: "normalise-and-filter",
  inspect(text, scene) {
    const { wishes, techniques } = read(text, { scene, strict: false, decode: true });
    const forbidden = wishes.filter(isForbidden);
    if (forbidden.some(({ kind }) => kind !== "call"))
      return "asks for something to be said or shown against the rules";
    const disguise = techniques.find((technique) => disguises.has(technique));
    return forbidden.length > 0 && disguise !== undefined ? `an order in disguise (${disguise})` : undefined;
  },
};

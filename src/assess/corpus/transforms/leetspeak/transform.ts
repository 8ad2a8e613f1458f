import { aroundPlaceholders } from "../../template/template.ts";
import type { Transform } from "../../transform.ts";

const digits: Readonly<Record<string, string>> = { a: "4", e: "3", i: "1", o: "0", s: "5", t: "7" };

export const transform: Transform = {
  id: "leetspeak",
  about: "Six letters become the digits that look like them. Account numbers and canaries stay as they are.",
  when: "building",
  apply: (text) =>
    aroundPlaceholders(text, (part) => part.replaceAll(/[aeiost]/gi, (c) => digits[c.toLowerCase()] ?? c)),
};

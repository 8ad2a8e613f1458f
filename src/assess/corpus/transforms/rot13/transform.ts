import type { Transform } from "../../transform.ts";

export const transform: Transform = {
  id: "rot13",
  about: "Each of the letters a to z moved thirteen places; everything else stays.",
  when: "sending",
  apply: (text) =>
    text.replaceAll(/[a-z]/gi, (letter) => {
      const base = letter <= "Z" ? 65 : 97;
      return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
    }),
};

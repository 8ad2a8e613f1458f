import type { Transform } from "../../transform.ts";

const wordsPerPiece = 3;

export const transform: Transform = {
  id: "payload-splitting",
  about: "The text cut into pieces of three words, one numbered line each.",
  when: "building",
  apply(text) {
    // Placeholders hold no white space, so cutting at white space leaves them whole.
    const words = text.split(/\s+/).filter((word) => word !== "");
    const lines: string[] = [];
    for (let at = 0; at < words.length; at += wordsPerPiece)
      lines.push(`p${lines.length + 1} = ${words.slice(at, at + wordsPerPiece).join(" ")}`);
    return lines.join("\n");
  },
};

import type { Transform } from "../../transform.ts";

const zeroWidthSpace = "\u200B";

export const transform: Transform = {
  id: "zero-width",
  about: "A zero-width space (U+200B) between every two letters or digits: looks the same, matches nothing.",
  when: "sending",
  apply: (text) => text.replaceAll(/(?<=[\p{L}\p{N}])(?=[\p{L}\p{N}])/gu, zeroWidthSpace),
};

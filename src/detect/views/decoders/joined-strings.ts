import { hints } from "../chunks/index.ts";
import type { Decoder } from "./decoder.ts";

/** `"ig" + "nore"`, `'ig' . 'nore'`, `"ig" & "nore"`, `"ig" || "nore"`: what stands between two strings is dropped. */
export const joinedStrings: Decoder = {
  kind: "joined",
  hints: hints.quotes,
  find(chunk) {
    return [...chunk.matchAll(/(["'`])[ \t\n]{0,4}(?:\+|\.|&|\|\||\.\.)[ \t\n]{0,4}["'`]/gu)].map(
      ({ 0: all, index }) => ({
        start: index,
        end: index + all.length,
        text: "",
        from: [],
        to: [],
        ordered: true,
      }),
    );
  },
};

import { hints } from "../chunks/index.ts";
import type { Decoder } from "./decoder.ts";

/** `ig<b></b>nore`, `ig<!-- x -->nore`, `ig**nore**`: marks of a page inside a word, which nobody sees, are dropped. */
export const markupInside: Decoder = {
  kind: "joined",
  hints: hints.angle,
  find: (chunk) =>
    [...chunk.matchAll(/(?<=[a-z])(?:<\/?[a-z]{1,6}>|<!--[^<>]{0,40}-->){1,8}(?=[a-z])/giu)].map(
      ({ 0: all, index }) => ({
        start: index,
        end: index + all.length,
        text: "",
        from: [],
        to: [],
        ordered: true,
      }),
    ),
};

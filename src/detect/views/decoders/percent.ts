import { hints } from "../chunks/index.ts";
import { byteRun } from "./bytes.ts";
import type { Decoder } from "./decoder.ts";

/** `%69%67`, RFC 3986; in UTF-8. Also quoted-printable's `=69` where most of a word is written so (RFC 2045). */
export const percent: Decoder = {
  kind: "url",
  hints: hints.percent,
  find(chunk) {
    return [...chunk.matchAll(/(?:%[0-9a-f]{2})+/giu)].flatMap(({ 0: run, index }) => {
      const bytes = byteRun();
      for (let i = 0; i < run.length; i += 3)
        bytes.push(Number.parseInt(run.slice(i + 1, i + 3), 16), index + i, index + i + 3);
      const piece = bytes.piece(index, index + run.length);
      return piece.text.includes("\ufffd") ? [] : [piece];
    });
  },
};

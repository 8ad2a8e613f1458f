import { hints } from "../chunks/index.ts";
import { isKnown, isWord } from "../language/english.ts";
import { tokensOf, writer, type Decoder } from "./decoder.ts";

/** `ignoreway allway eviouspray`: two and more such words in a row, most of them in the vocabulary. */
export const pigLatin: Decoder = {
  kind: "pig-latin",
  hints: hints.pig,
  find(chunk) {
    const words = tokensOf(chunk).map((token) => {
      const match = /^([^a-z]*)([a-z'-]{1,24}?)ay([^a-z]*)$/iu.exec(token.text);
      return { token, lead: match?.[1]?.length ?? 0, body: match?.[2] };
    });
    const pieces = [];
    for (let i = 0; i < words.length;) {
      let end = i;
      while (end < words.length && words[end]?.body !== undefined) end++;
      const row = words.slice(i, end);
      const read = row.map(({ body = "" }) => unpig(body));
      const known = read.filter(isKnown).length;
      if (row.length >= 2 && known * 3 >= row.length * 2)
        for (const [k, { token, lead, body = "" }] of row.entries()) {
          const out = writer();
          const start = token.start + lead;
          const stop = start + body.length + 2;
          out.put(read[k] ?? "", start, stop);
          pieces.push(out.piece(start, stop));
        }
      i = Math.max(end, i + 1);
    }
    return pieces;
  },
};

/** The word before its head was put at its end; `body` lacks the `ay`. */
function unpig(body: string): string {
  const readings: string[] = [];
  if (/w$/iu.test(body)) readings.push(body.slice(0, -1));
  for (let moved = 1; moved <= 4 && moved < body.length; moved++)
    readings.push(body.slice(-moved) + body.slice(0, -moved));
  if (/[yh]$/iu.test(body)) readings.push(body.slice(0, -1));
  readings.push(body);
  return (
    readings.find((word) => isWord(word.toLowerCase())) ??
    readings.find(isKnown) ??
    readings[0] ??
    body
  ).toLowerCase();
}

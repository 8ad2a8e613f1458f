import { hints } from "../chunks/index.ts";
import { isEnglish } from "../language/english.ts";
import { tokensOf, type Decoder } from "./decoder.ts";

/** What the commonest letters of English become; more than half of a text is made of them. */
const frequent = new Set(Array.from("26E@:?DC9", (char) => char.charCodeAt(0)));
const fewest = 12;

/** ROT47: the printable characters turned by half of their number. Rows of words. */
export const rot47: Decoder = {
  kind: "caesar",
  hints: hints.leet | hints.dense | hints.numbers | hints.cut,
  find(chunk) {
    const tokens = tokensOf(chunk).map((token) => ({ ...token, share: shareOf(token.text) }));
    const pieces = [];
    for (let i = 0; i < tokens.length;) {
      let end = i;
      while (end < tokens.length && (tokens[end]?.share ?? 0) >= 0.3) end++;
      const [first, last] = [tokens[i], tokens[end - 1]];
      if (end > i && first && last && last.end - first.start >= fewest) {
        const text = turned(chunk.slice(first.start, last.end));
        const from = Array.from(text, (_, k) => first.start + k);
        if (isEnglish(text))
          pieces.push({
            start: first.start,
            end: last.end,
            text,
            from,
            to: from.map((at) => at + 1),
            ordered: true,
          });
      }
      i = Math.max(end, i + 1);
    }
    return pieces;
  },
};

function shareOf(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (frequent.has(text.charCodeAt(i))) count++;
  return count / text.length;
}

function turned(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    out += code < 33 || code > 126 ? text.charAt(i) : String.fromCharCode(33 + ((code - 33 + 47) % 94));
  }
  return out;
}

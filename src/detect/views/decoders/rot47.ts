import { hints } from "../chunks/index.ts";
import { isEnglish } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import type { Decoder } from "./decoder.ts";
import { classesOf, type Stretch } from "./runs.ts";

/** What the commonest letters of English become; more than half of a text is made of them. */
const frequent = classesOf(["26E@:?DC9"]);
const leastShare = 0.3;
const fewest = 12;

/** ROT47: the printable characters turned by half of their number. Rows of words. */
export const rot47: Decoder = {
  kind: "caesar",
  hints: hints.leet | hints.dense | hints.numbers | hints.cut,
  find(chunk) {
    // The letters i, o and n: no row of words does without two of them.
    if (Number(chunk.includes(":")) + Number(chunk.includes("@")) + Number(chunk.includes("?")) < 2)
      return [];
    const pieces: Piece[] = [];
    for (const { start, end } of rowsOf(chunk)) {
      const text = turned(chunk.slice(start, end));
      if (!isEnglish(text)) continue;
      const from = Array.from(text, (_, k) => start + k);
      pieces.push({ start, end, text, from, to: from.map((at) => at + 1), ordered: true });
    }
    return pieces;
  },
};

/** Words one after the other of which many characters are frequent ones. */
function rowsOf(chunk: string): Stretch[] {
  const rows: Stretch[] = [];
  let start = -1;
  let end = -1;
  let word = -1;
  let count = 0;
  const flush = (): void => {
    if (start >= 0 && end - start >= fewest) rows.push({ start, end });
    start = -1;
  };
  for (let i = 0; i <= chunk.length; i++) {
    const unit = i < chunk.length ? chunk.charCodeAt(i) : 32;
    if (unit === 32 || (unit >= 9 && unit <= 13)) {
      if (word < 0) continue;
      if (count < leastShare * (i - word)) flush();
      else {
        if (start < 0) start = word;
        end = i;
      }
      word = -1;
      continue;
    }
    if (word < 0) {
      word = i;
      count = 0;
    }
    if (unit < 128) count += frequent[unit] ?? 0;
  }
  flush();
  return rows;
}

function turned(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    out += code < 33 || code > 126 ? text.charAt(i) : String.fromCharCode(33 + ((code - 33 + 47) % 94));
  }
  return out;
}

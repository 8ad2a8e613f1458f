import { hints } from "../chunks/index.ts";
import { wordStarts } from "../language/segment.ts";
import { isPromising, writer, type Decoder } from "./decoder.ts";

/** ITU-R M.1677-1. */
const code: ReadonlyMap<string, string> = new Map(
  ".- a|-... b|-.-. c|-.. d|. e|..-. f|--. g|.... h|.. i|.--- j|-.- k|.-.. l|-- m|-. n|--- o|.--. p|--.- q|.-. r|... s|- t|..- u|...- v|.-- w|-..- x|-.-- y|--.. z|----- 0|.---- 1|..--- 2|...-- 3|....- 4|..... 5|-.... 6|--... 7|---.. 8|----. 9|.-.-.- .|--..-- ,|..--.. ?|-.-.-- !|-..-. /|---... :|.----. '|-....- -"
    .split("|")
    .map((pair): [string, string] => {
      const [signs = "", char = ""] = pair.split(" ");
      return [signs, char];
    }),
);

/** Morse code: letters between blanks, words between `/`, `|`, line breaks or wider blanks. */
export const morse: Decoder = {
  kind: "morse",
  hints: hints.dots,
  find(chunk) {
    return [...chunk.matchAll(/[.\-·•–—−_][.\-·•–—−_ \t\n\r/|]{6,}/gu)].flatMap(({ 0: row, index }) => {
      const out = writer();
      let known = 0;
      let groups = 0;
      let end = index;
      let gapFrom = index;
      for (const { 0: signs, index: at } of row.matchAll(/[.\-·•–—−_]+/gu)) {
        const char = code.get(signs.replace(/[·•]/gu, ".").replace(/[–—−_]/gu, "-"));
        groups++;
        if (char !== undefined) known++;
        const start = index + at;
        if (groups > 1 && /[/|\n]|[ \t]{2,}/u.test(chunk.slice(gapFrom, start))) out.put(" ", gapFrom, start);
        end = start + signs.length;
        out.put(char ?? "\ufffd", start, end);
        gapFrom = end;
      }
      const { text } = out;
      if (known < 3 || known < groups * 0.9 || !/[a-z]{2}/u.test(text)) return [];
      const isLanguage =
        isPromising(text) || (text.length >= 8 && wordStarts(text.replace(/[^a-z]/gu, "")) !== undefined);
      return isLanguage ? [out.piece(index, end)] : [];
    });
  },
};

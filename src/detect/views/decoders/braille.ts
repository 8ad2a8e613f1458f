import { hints } from "../chunks/index.ts";
import { isPromising, writer, type Decoder } from "./decoder.ts";

/** Dots of the letters a to z, as in U+2800 plus a bit for each dot; uncontracted English braille. */
const letters = [
  1, 3, 9, 25, 17, 11, 27, 19, 10, 26, 5, 7, 13, 29, 21, 15, 31, 23, 14, 30, 37, 39, 58, 45, 61, 53,
];
const signs: Readonly<Record<number, string>> = {
  0: " ",
  2: ",",
  4: "'",
  6: ";",
  18: ":",
  22: "!",
  38: "?",
  50: ".",
  36: "-",
};

/** Cells of braille as letters; the signs for capitals and numbers are read over. */
export const braille: Decoder = {
  kind: "braille",
  hints: hints.braille,
  find(chunk) {
    return [...chunk.matchAll(/[\u2800-\u28ff](?:[ \n]?[\u2800-\u28ff])+/gu)].flatMap(({ 0: row, index }) => {
      const out = writer();
      let strange = 0;
      for (let i = 0; i < row.length; i++) {
        const cell = row.charCodeAt(i) - 0x2800;
        const letter = letters.indexOf(cell);
        if (cell < 0) out.put(row[i] ?? "", index + i, index + i + 1);
        else if (letter >= 0) out.put(String.fromCharCode(97 + letter), index + i, index + i + 1);
        else if (signs[cell] !== undefined) out.put(signs[cell], index + i, index + i + 1);
        else if (cell !== 32 && cell !== 60) strange++;
      }
      return strange * 5 > row.length || !isPromising(out.text) ? [] : [out.piece(index, index + row.length)];
    });
  },
};

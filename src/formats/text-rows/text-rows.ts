/** What stands behind the end of a text in a row of numbers. */
const end = -1;

/**
 * A text as a row of numbers: its code points, and −1 behind its end. So one contract carries rows of features,
 * pictures and texts alike. Lone surrogates become U+FFFD, as in any UTF-8 that leaves the machine.
 *
 * @param width numbers of a row
 * @returns undefined where the text is longer
 * @example rowOfText("ok", 3) // Float64Array [111, 107, -1]
 */
export function rowOfText(text: string, width: number): Float64Array | undefined {
  const row = new Float64Array(width).fill(end);
  let at = 0;
  for (const char of text.toWellFormed()) {
    if (at === width) return undefined;
    row[at++] = char.codePointAt(0) ?? end;
  }
  return row;
}

/** The text of such a row, up to its end or to the first number that is no code point. */
export function textOfRow(row: ArrayLike<number>): string {
  const parts: string[] = [];
  for (let at = 0; at < row.length; at++) {
    const code = row[at] ?? end;
    if (!Number.isInteger(code) || code < 0 || code > 0x10ffff) break;
    parts.push(String.fromCodePoint(code));
  }
  return parts.join("");
}

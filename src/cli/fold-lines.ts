/**
 * Breaks lines that are longer than `columns` between words; a word that is longer stays whole. What follows is
 * indented as its line is, of an example command (two spaces, `bartizan` among its words) by two more, behind a
 * backslash and never inside quotes, so that it still can be pasted.
 *
 * @example foldLines("one two three", 8) // "one two\nthree"
 */
export function foldLines(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line) => (line.length <= columns ? line : foldLine(line, columns)))
    .join("\n");
}

function foldLine(line: string, columns: number): string {
  const indent = line.slice(0, line.length - line.trimStart().length);
  const command = indent.length === 2 && /(?:^|\s)bartizan\s/u.test(line);
  const room = command ? columns - 2 : columns;
  const next = command ? `${indent}  ` : indent;
  const folded: string[] = [];
  let now = indent;
  for (const word of wordsOf(line.trim(), command)) {
    const blank = now.trim() === "";
    if (!blank && now.length + 1 + word.length > room) {
      folded.push(command ? `${now} \\` : now);
      now = next + word;
    } else now += blank ? word : ` ${word}`;
  }
  return [...folded, now].join("\n");
}

/** Words; of a command what stands in quotes stays together. */
function wordsOf(text: string, command: boolean): string[] {
  const words: string[] = [];
  let quote: string | undefined;
  for (const piece of text.split(" ")) {
    const within = quote !== undefined;
    if (command)
      for (const sign of piece)
        if (quote === undefined && (sign === '"' || sign === "'")) quote = sign;
        else if (sign === quote) quote = undefined;
    if (within) words.push(`${words.pop() ?? ""} ${piece}`);
    else words.push(piece);
  }
  return words;
}

import { readFileSync } from "node:fs";

/** One section of a phrase book: its entries, each a template with slots. */
export type PhraseBook = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a phrase book. `== name` opens a section of one-line entries (`\n` inside a line is a line break);
 * `=== name` opens a section of blocks, parted by lines of `---`. A section named twice goes on.
 */
export function parsePhraseBook(text: string): PhraseBook {
  const book = new Map<string, string[]>();
  for (const section of text.split(/^(?===)/m)) {
    const header = section.indexOf("\n");
    const [marks, name] = section.slice(0, header).trim().split(" ");
    if (name === undefined) continue;
    const body = section.slice(header + 1);
    const entries = marks === "===" ? blocks(body) : lines(body);
    book.set(name, [...(book.get(name) ?? []), ...entries]);
  }
  return book;
}

export const readPhraseBook = (name: string): PhraseBook =>
  parsePhraseBook(readFileSync(new URL(`./phrases/${name}.txt`, import.meta.url), "utf8"));

const lines = (body: string): string[] =>
  body
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.replaceAll(String.raw`\n`, "\n"));

const blocks = (body: string): string[] =>
  body
    .split(/^---$/m)
    .map((block) => block.replace(/^\n+|\n+$/g, ""))
    .filter((block) => block !== "");

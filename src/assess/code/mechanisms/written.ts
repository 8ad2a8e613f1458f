import type { CallFact, CodeFile, Span } from "../contract/index.ts";

const longest = 600;

/** The text at a place, shortened. */
export const writtenAt = (file: CodeFile, { start, end }: Span): string =>
  file.text.slice(start, Math.min(end, start + longest));

/**
 * An argument as it is written, without its keyword and without blanks; two arguments that are written
 * alike are the same thing, as far as one line is from the other. Empty where it was not given.
 */
export function argumentText(file: CodeFile, call: CallFact, name: string, position?: number): string {
  if (call.argument(name, position) === undefined) return "";
  const written = writtenAt(file, call.placeOf(name, position)).replaceAll(/\s+/g, "");
  return written.startsWith(`${name}=`) ? written.slice(name.length + 1) : written;
}

/** Does the text hold the word, or a name that was assigned from something that does? Three steps at most. */
export function comesFrom(file: CodeFile, text: string, word: RegExp, depth = 0): boolean {
  if (word.test(text)) return true;
  if (depth >= 3) return false;
  const names = new Set(text.match(/[A-Za-z_]\w{0,60}/g)?.slice(0, 40));
  return file.assignments.some((one) => {
    if (!names.has(one.name)) return false;
    const end = file.text.indexOf("\n", one.at.end);
    const line = writtenAt(file, { start: one.at.end, end: end < 0 ? file.text.length : end });
    return comesFrom(file, line, word, depth + 1);
  });
}

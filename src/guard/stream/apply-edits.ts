/** A stretch of text and what stands there instead. */
export interface StreamEdit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/**
 * The text between two offsets with the edits carried out. An edit that begins before `from` gives its
 * replacement only for what is left of it, so nothing of what it covers comes out.
 */
export function applyEdits(text: string, from: number, to: number, edits: readonly StreamEdit[]): string {
  let out = "";
  let at = from;
  for (const { start, end, replacement } of edits) {
    if (end <= at || start >= to) continue;
    out += text.slice(at, Math.max(at, start)) + replacement;
    at = end;
  }
  return at < to ? out + text.slice(at, to) : out;
}

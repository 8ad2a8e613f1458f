import { guardErrors } from "../errors.ts";

const longest = 16_000_000;

/**
 * The lines of a stream of UTF-8 bytes, one at a time: memory is bounded by the longest line, 16 MB at most.
 * Empty lines are passed over.
 *
 * @throws GUARD_RECORDS_UNREADABLE for a line that is longer
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<{ readonly line: number; readonly text: string }> {
  const decoder = new TextDecoder();
  let held: string[] = [];
  let length = 0;
  let line = 1;
  for await (const chunk of chunks) {
    const pieces = decoder.decode(chunk, { stream: true }).split("\n");
    for (const [index, piece] of pieces.entries()) {
      held.push(piece);
      length += piece.length;
      if (length > longest)
        throw guardErrors.recordsUnreadable(`A line has more than ${longest} characters.`, { line });
      if (index === pieces.length - 1) continue;
      const text = held.join("");
      if (text.trim() !== "") yield { line, text };
      held = [];
      length = 0;
      line += 1;
    }
  }
  const text = held.join("") + decoder.decode();
  if (text.trim() !== "") yield { line, text };
}

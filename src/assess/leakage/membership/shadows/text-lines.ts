import { leakageErrors } from "../../errors.ts";

/** Lines of UTF-8 text as they arrive, without their ends. Holds one line at a time. */
export async function* textLines(bytes: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw leakageErrors.shadowsUnreadable("The text is not UTF-8.");
    }
  };
  // Pieces of the unfinished line, joined once: gluing them at every chunk would be quadratic.
  let pieces: string[] = [];
  let held = 0;
  for await (const chunk of bytes) {
    const parts = decode(chunk).split("\n");
    for (const [i, part] of parts.entries()) {
      held += part.length;
      if (held > longest) throw leakageErrors.shadowsTooLarge(`A line is longer than ${longest} characters.`);
      pieces.push(part);
      if (i === parts.length - 1) continue;
      yield endless(pieces);
      [pieces, held] = [[], 0];
    }
  }
  pieces.push(decode());
  const last = endless(pieces);
  if (last !== "") yield last;
}

const endless = (pieces: readonly string[]): string => {
  const line = pieces.join("");
  return line.endsWith("\r") ? line.slice(0, -1) : line;
};

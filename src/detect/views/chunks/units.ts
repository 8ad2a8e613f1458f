/** Texts up to this length share one buffer. */
const shared = 1 << 15;
const scratch = Buffer.alloc(2 * shared);
const scratchUnits = new Uint16Array(scratch.buffer, scratch.byteOffset, shared);

/**
 * The UTF-16 units of a text as numbers: reading them is several times as fast as `charCodeAt`, which looks at
 * how the string is stored for each unit. Longer than the text; valid until the next call.
 */
export function unitsOf(text: string): Uint16Array {
  if (text.length <= shared) {
    scratch.write(text, "utf16le");
    return scratchUnits;
  }
  const buffer = Buffer.alloc(2 * text.length);
  buffer.write(text, "utf16le");
  return new Uint16Array(buffer.buffer, buffer.byteOffset, text.length);
}

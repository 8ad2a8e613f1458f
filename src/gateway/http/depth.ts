/**
 * Whether JSON text nests objects and lists deeper than `most`. One pass over the bytes, before anything is
 * parsed: what parses a hostile document must not be the first to look at it.
 */
export function deeperThan(json: Uint8Array, most: number): boolean {
  let depth = 0;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (byte === 0x22) {
      // To the end of the string; a backslash takes the next byte with it.
      for (i++; i < json.length && json[i] !== 0x22; i++) if (json[i] === 0x5c) i++;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > most) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return false;
}

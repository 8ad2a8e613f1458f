import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";

const windowBytes = 256 * 1024;
const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];

/** One member of the outermost object: `"name": value`, and where it stands. */
export interface RawMember {
  readonly text: string;
  /** Of its first byte, in the source. */
  readonly at: number;
}

/**
 * Cuts the JSON object between `start` and `end` into its members, those that end in one window at a time, without
 * holding more of it than a window and one member: strings and brackets are followed, everything else is left to who parses the members. Linear.
 *
 * @throws FormatFault when it is no object, is not UTF-8, or one member is longer than `longest` bytes
 */
export async function* membersOf(
  source: ByteSource,
  start: number,
  end: number,
  longest: number,
): AsyncGenerator<readonly RawMember[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let held = 0;
  let memberAt = start + 1;
  let depth = 0;
  let inString = false;
  let escaped = false;
  const cut = (rest: Uint8Array): RawMember => {
    if (held + rest.length > longest)
      throw new FormatFault("too-large", `one entry of more than ${longest} bytes`, memberAt);
    const bytes = parts.length === 0 ? rest : Buffer.concat([...parts, rest]);
    try {
      return { text: decoder.decode(bytes), at: memberAt };
    } catch {
      throw new FormatFault("malformed", "a header that is not UTF-8", memberAt);
    } finally {
      parts = [];
      held = 0;
    }
  };
  const keep = (bytes: Uint8Array): void => {
    held += bytes.length;
    if (held > longest)
      throw new FormatFault("too-large", `one entry of more than ${longest} bytes`, memberAt);
    // A window may be shared memory: what outlives it is copied.
    parts.push(new Uint8Array(bytes));
  };
  for (let at = start; at < end; at += windowBytes) {
    const window = await source.read(at, Math.min(windowBytes, end - at));
    const ready: RawMember[] = [];
    let from = 0;
    for (let i = 0; i < window.length; i++) {
      const byte = window[i];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
        continue;
      }
      if (byte === quote) inString = true;
      else if (byte === 0x7b || byte === 0x5b) {
        depth += 1;
        if (depth === 1) {
          if (at + i !== start || byte !== 0x7b)
            throw new FormatFault("malformed", "the header is no JSON object", at + i);
          from = i + 1;
        }
      } else if (byte === 0x7d || byte === 0x5d) {
        depth -= 1;
        if (depth > 0) continue;
        const last = cut(window.subarray(from, i));
        // `{}` has no member; `{"a": 1,}` has an empty one, which no parser takes.
        if (memberAt > start + 1 || last.text.trim() !== "") ready.push(last);
        yield ready;
        await onlySpaces(source, at + i + 1, end);
        return;
      } else if (byte === comma && depth === 1) {
        ready.push(cut(window.subarray(from, i)));
        memberAt = at + i + 1;
        from = i + 1;
      }
    }
    if (from < window.length) keep(window.subarray(from));
    yield ready;
  }
  throw new FormatFault("malformed", "the header ends inside its JSON", end);
}

async function onlySpaces(source: ByteSource, start: number, end: number): Promise<void> {
  for (let at = start; at < end; at += windowBytes) {
    const window = await source.read(at, Math.min(windowBytes, end - at));
    const other = window.findIndex(
      (byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09,
    );
    if (other !== -1)
      throw new FormatFault("malformed", "something behind the JSON of the header", at + other);
  }
}

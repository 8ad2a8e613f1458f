import { FormatFault, readLooseJson, type ByteSource, type LooseJson } from "../../../formats/index.ts";

/** Larger documents are not parsed as a whole: what is to be read as more than text is incomplete then. */
export const largestJson = 32_000_000;

const documents = new WeakMap<ByteSource, Promise<LooseJson | undefined>>();
/** JSON that is nested deeper than is read here, but not deeper than some loaders read. */
const tooDeep = new WeakSet<ByteSource>();

/**
 * The JSON document these bytes are, read as leniently as Python does; undefined where they are none, or are
 * too large. Formats that ask one after another get the same document.
 */
export function jsonDocument(source: ByteSource): Promise<LooseJson | undefined> {
  const known = documents.get(source);
  if (known !== undefined) return known;
  const read = readDocument(source);
  documents.set(source, read);
  return read;
}

async function readDocument(source: ByteSource): Promise<LooseJson | undefined> {
  if (source.size < 2 || source.size > largestJson || !(await opens(source))) return undefined;
  const bytes = await source.read(0, source.size);
  try {
    return readLooseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    if (cause instanceof FormatFault && cause.kind === "too-large") tooDeep.add(source);
    if (cause instanceof FormatFault || cause instanceof TypeError) return undefined;
    throw cause;
  }
}

/** Whether the first sign opens an object or a list. Space before it is looked through as far as it goes. */
async function opens(source: ByteSource): Promise<boolean> {
  for (let at = 0; at < source.size; at += 4096) {
    const bytes = await source.read(at, 4096);
    const from = at === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) continue;
      return byte === 0x7b || byte === 0x5b;
    }
  }
  return false;
}

/**
 * Whether JSON that is too large or too deep to be parsed has one of these words as a name or text, or an escape that could
 * hide one. Only for documents that begin like JSON.
 */
export async function largeJsonWith(source: ByteSource, words: readonly string[]): Promise<boolean> {
  if ((source.size <= largestJson && !tooDeep.has(source)) || !(await opens(source))) return false;
  const step = 1024 * 1024;
  const overlap = Math.max(...words.map((word) => word.length)) + 8;
  for (let at = 0; at < source.size; at += step) {
    const bytes = Buffer.from(await source.read(at, step + overlap));
    if (words.some((word) => bytes.includes(`"${word}"`)) || bytes.includes("\\u00")) return true;
  }
  return false;
}

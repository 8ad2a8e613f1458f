import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { LzmaDecoder } from "./lzma-decoder.ts";
import type { Decoder } from "./unpacking.ts";

const windowBytes = 256 * 1024;
const chunkBytes = 256 * 1024;

export interface LzmaSettings {
  /** lc, lp and pb in one byte. */
  readonly properties: number;
  readonly dictionary: number;
  /** Undefined where an end marker tells. */
  readonly size: number | undefined;
}

/** The old .lzma file: properties, size, data. @throws FormatFault */
export async function* unlzmaAlone(source: ByteSource, start: number, end: number): Decoder {
  const head = await source.read(start, 13);
  if (head.length < 13) throw new FormatFault("truncated", "the header ends early", start);
  const view = new DataView(head.buffer, head.byteOffset, 13);
  const size = view.getBigUint64(5, true);
  const isOpen = size === 0xffff_ffff_ffff_ffffn;
  if (!isOpen && size > BigInt(Number.MAX_SAFE_INTEGER))
    throw new FormatFault("malformed", `${size} is no possible size`, start + 5);
  return yield* unlzma(source, start + 13, end, {
    properties: view.getUint8(0),
    dictionary: view.getUint32(1, true),
    size: isOpen ? undefined : Number(size),
  });
}

/** LZMA data without a header. @throws FormatFault */
export async function* unlzma(
  source: ByteSource,
  start: number,
  end: number,
  { properties, dictionary, size }: LzmaSettings,
): Decoder {
  // No more of the dictionary is made than can ever be filled.
  const decoder = new LzmaDecoder(Math.min(dictionary, size ?? dictionary));
  decoder.setProperties(properties);
  const refill = async (): Promise<void> => {
    const reached = decoder.base + decoder.at;
    decoder.input = (await source.read(reached, Math.min(windowBytes, end - reached))).slice();
    decoder.base = reached;
    decoder.at = 0;
    decoder.isLast = reached + decoder.input.length >= end;
  };
  decoder.base = start;
  await refill();
  decoder.startRange();
  let left = size ?? Infinity;
  for (;;) {
    const from = decoder.position;
    const limit = Math.min(decoder.dictionary.length, from + Math.min(left, chunkBytes));
    const rest = decoder.run(limit);
    const out = decoder.position - from;
    left -= out;
    if (out > 0) yield decoder.dictionary.subarray(from, decoder.position);
    if (decoder.position === decoder.dictionary.length) decoder.wrap();
    if (rest === "input") await refill();
    if (rest === "end") {
      if (left > 0 && left !== Infinity)
        throw new FormatFault("malformed", "the data ends before its size", decoder.base + decoder.at);
      return decoder.base + decoder.at;
    }
    if (left === 0) break;
  }
  // With a size, there may be an end marker as well.
  if (!decoder.isRangeDone) {
    if (!decoder.isLast) await refill();
    const from = decoder.position;
    if (decoder.run(from + 1) !== "end")
      throw new FormatFault("malformed", "the data goes on behind its size", decoder.base + decoder.at);
  }
  return decoder.base + decoder.at;
}

/**
 * LZMA2: chunks of LZMA and of plain bytes, each with its sizes.
 *
 * @throws FormatFault
 */
export async function* unlzma2(source: ByteSource, start: number, end: number, dictionary: number): Decoder {
  const decoder = new LzmaDecoder(dictionary);
  decoder.isLast = true;
  let needsDictionary = true;
  let needsProperties = true;
  for (let at = start; ;) {
    const head = await source.read(at, 6);
    const [control = 0] = head;
    if (at >= end || head.length === 0) throw new FormatFault("truncated", "LZMA2 data without its end", at);
    if (control === 0) return at + 1;
    const isPlain = control < 0x80;
    if ((isPlain && control > 2) || head.length < 3)
      throw new FormatFault("malformed", "a chunk of no known kind", at);
    const resetsDictionary = control === 1 || control >= 0xe0;
    if (resetsDictionary) decoder.resetDictionary();
    else if (needsDictionary) throw new FormatFault("malformed", "nothing resets the dictionary", at);
    needsDictionary = false;
    const word = (i: number): number => 256 * (head[i] ?? 0) + (head[i + 1] ?? 0) + 1;
    const size = isPlain ? word(1) : word(1) + ((control & 0x1f) << 16);
    const packed = isPlain ? size : word(3);
    const headLength = isPlain ? 3 : control >= 0xc0 ? 6 : 5;
    const body = await source.read(at + headLength, packed);
    if (body.length < packed || at + headLength + packed > end)
      throw new FormatFault("truncated", "a chunk ends early", at);
    if (isPlain) {
      yield* plain(decoder, body);
    } else {
      decoder.base = at + headLength;
      decoder.input = body;
      decoder.at = 0;
      if (control >= 0xc0) {
        decoder.setProperties(head[5] ?? 255);
        needsProperties = false;
      } else if (needsProperties) throw new FormatFault("malformed", "a chunk without properties", at);
      else if (control >= 0xa0) decoder.resetState();
      decoder.startRange();
      yield* chunk(decoder, size, at);
      if (decoder.at !== packed || !decoder.isRangeDone)
        throw new FormatFault("malformed", "a chunk that is not used up", at);
    }
    at += headLength + packed;
  }
}

function* plain(decoder: LzmaDecoder, body: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < body.length;) {
    const count = Math.min(body.length - from, decoder.dictionary.length - decoder.position);
    const piece = body.subarray(from, from + count);
    decoder.copy(piece);
    decoder.addProcessed(count);
    yield piece;
    from += count;
    if (decoder.position === decoder.dictionary.length) decoder.wrap();
  }
}

function* chunk(decoder: LzmaDecoder, size: number, place: number): Generator<Uint8Array> {
  for (let left = size; left > 0;) {
    const from = decoder.position;
    const rest = decoder.run(Math.min(decoder.dictionary.length, from + Math.min(left, chunkBytes)));
    if (rest === "end") throw new FormatFault("malformed", "an end marker within LZMA2", place);
    left -= decoder.position - from;
    yield decoder.dictionary.subarray(from, decoder.position);
    if (decoder.position === decoder.dictionary.length) decoder.wrap();
  }
}

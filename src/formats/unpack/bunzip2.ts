import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import type { Decoder } from "./unpacking.ts";

/** No block is longer than this: 900,000 symbols of 20 bits, and its tables. */
const longestBlock = 2_400_000;
const windowBytes = 4 * longestBlock;
const outputBytes = 256 * 1024;
const longestCode = 20;

const crcTable = Int32Array.from({ length: 256 }, (_, i) => {
  let crc = i << 24;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  return crc;
});

/** Bits of the source, the first the highest; a window that holds the whole block. */
class BitReader {
  readonly #source: ByteSource;
  readonly #end: number;
  #window: Uint8Array = new Uint8Array(0);
  #base: number;
  #at = 0;
  #bits = 0;
  #count = 0;

  constructor(source: ByteSource, start: number, end: number) {
    this.#source = source;
    this.#base = start;
    this.#end = end;
  }

  /** Makes sure that a block can be read without waiting. */
  async fill(): Promise<void> {
    const reached = this.#base + this.#at;
    const isLast = this.#base + this.#window.length >= this.#end;
    if (isLast || this.#window.length - this.#at >= longestBlock) return;
    this.#window = await this.#source.read(reached, Math.min(windowBytes, this.#end - reached));
    this.#base = reached;
    this.#at = 0;
  }

  /** Where the next unread byte lies. */
  get position(): number {
    return this.#base + this.#at - (this.#count >> 3);
  }

  /** Up to 24 bits. */
  bits(count: number): number {
    while (this.#count < count) {
      if (this.#at >= this.#window.length)
        throw new FormatFault("truncated", "the bzip2 stream ends early", this.#base + this.#at);
      this.#bits = (this.#bits << 8) | (this.#window[this.#at++] ?? 0);
      this.#count += 8;
    }
    this.#count -= count;
    return (this.#bits >>> this.#count) & ((1 << count) - 1);
  }

  word(): number {
    return ((this.bits(16) << 16) | this.bits(16)) >>> 0;
  }

  /** Up to `count` bits without going on; zeros behind the end. */
  peek(count: number): number {
    while (this.#count < count) {
      this.#bits = (this.#bits << 8) | (this.#window[this.#at] ?? 0);
      this.#at += 1;
      this.#count += 8;
    }
    return (this.#bits >>> (this.#count - count)) & ((1 << count) - 1);
  }

  skip(count: number): void {
    this.#count -= count;
    if (this.#at - (this.#count >> 3) > this.#window.length)
      throw new FormatFault("truncated", "the bzip2 stream ends early", this.#base + this.#window.length);
  }
}

/** A Huffman code by what the next 20 bits can be: length and symbol for each first code of a length. */
interface Code {
  readonly limits: Int32Array;
  readonly offsets: Int32Array;
  readonly symbols: Uint16Array;
  readonly shortest: number;
}

/**
 * One stream of bzip2, with the checksums of its blocks checked. Memory: 8 MB for the largest blocks.
 *
 * Format: as written down in "BZIP2: Format Specification" (Joe Tsai, 2016).
 *
 * @throws FormatFault
 */
export async function* bunzip2(source: ByteSource, start: number, end: number): Decoder {
  const input = new BitReader(source, start, end);
  await input.fill();
  const level =
    input.bits(8) === 0x42 && input.bits(8) === 0x5a && input.bits(8) === 0x68 ? input.bits(8) - 0x30 : 0;
  if (level < 1 || level > 9) throw new FormatFault("malformed", "there is no bzip2 stream", start);
  const largest = level * 100_000;
  const table = new Uint32Array(largest);
  const output = new Uint8Array(outputBytes);
  let combined = 0;
  for (;;) {
    await input.fill();
    const high = input.bits(24);
    const low = input.bits(24);
    if (high === 0x177245 && low === 0x385090) break;
    if (high !== 0x314159 || low !== 0x265359)
      throw new FormatFault("malformed", "there is neither a block nor the end", input.position);
    const announced = input.word() | 0;
    const { length, origin } = readBlock(input, table);
    const checksum = { value: -1 };
    yield* unsort(table, length, origin, output, checksum);
    if (~checksum.value !== announced)
      throw new FormatFault("malformed", "a block's checksum is wrong", input.position);
    combined = ((combined << 1) | (combined >>> 31)) ^ announced;
  }
  if ((input.word() | 0) !== combined)
    throw new FormatFault("malformed", "the stream's checksum is wrong", input.position);
  return input.position;
}

/** Reads a block's symbols into the low bytes of `table`. */
function readBlock(
  input: BitReader,
  table: Uint32Array,
): { readonly length: number; readonly origin: number } {
  const broken = (why: string): never => {
    throw new FormatFault("malformed", why, input.position);
  };
  if (input.bits(1) === 1) throw new FormatFault("unsupported", "a randomised block", input.position);
  const origin = input.bits(24);
  const used = input.bits(16);
  const bytes: number[] = [];
  for (let i = 0; i < 16; i++) {
    if (((used >> (15 - i)) & 1) === 0) continue;
    const map = input.bits(16);
    for (let j = 0; j < 16; j++) if (((map >> (15 - j)) & 1) === 1) bytes.push(i * 16 + j);
  }
  if (bytes.length === 0) broken("a block without symbols");
  const alphabet = bytes.length + 2;
  const groups = input.bits(3);
  const selectorCount = input.bits(15);
  if (groups < 2 || groups > 6 || selectorCount === 0) broken("a block with impossible tables");
  const order = Array.from({ length: groups }, (_, i) => i);
  const selectors = new Uint8Array(selectorCount);
  for (let i = 0; i < selectorCount; i++) {
    let index = 0;
    while (input.bits(1) === 1) if (++index >= groups) broken("a selector that there is not");
    const [chosen = 0] = order.splice(index, 1);
    order.unshift(chosen);
    selectors[i] = chosen;
  }
  const codes: Code[] = [];
  for (let group = 0; group < groups; group++) {
    const lengths = new Uint8Array(alphabet);
    let length = input.bits(5);
    for (let i = 0; i < alphabet; i++) {
      for (;;) {
        if (length < 1 || length > longestCode) broken("a code of impossible length");
        if (input.bits(1) === 0) break;
        length += input.bits(1) === 0 ? 1 : -1;
      }
      lengths[i] = length;
    }
    codes.push(codeOf(lengths));
  }
  const length = readSymbols(
    input,
    { codes, selectors, bytes: Uint8Array.from(bytes), end: alphabet - 1 },
    table,
  );
  if (origin >= length) broken("a block that begins outside of itself");
  return { length, origin };
}

/** Canonical Huffman codes: codes of one length follow each other. */
function codeOf(lengths: Uint8Array): Code {
  const counts = new Int32Array(longestCode + 2);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  const limits = new Int32Array(longestCode + 2).fill(-1);
  const offsets = new Int32Array(longestCode + 2);
  let code = 0;
  let index = 0;
  let shortest = longestCode;
  for (let length = 1; length <= longestCode; length++) {
    const count = counts[length] ?? 0;
    if (count > 0 && length < shortest) shortest = length;
    offsets[length] = index - code;
    code += count;
    index += count;
    limits[length] = (code << (longestCode - length)) - 1;
    code <<= 1;
  }
  const symbols = new Uint16Array(lengths.length);
  let at = 0;
  for (let length = 1; length <= longestCode; length++)
    for (let symbol = 0; symbol < lengths.length; symbol++)
      if (lengths[symbol] === length) symbols[at++] = symbol;
  return { limits, offsets, symbols, shortest };
}

interface Coded {
  readonly codes: readonly Code[];
  readonly selectors: Uint8Array;
  readonly bytes: Uint8Array;
  /** The symbol that ends the block. */
  readonly end: number;
}

/** Huffman codes, run lengths of zeros and move-to-front, undone in one go. */
function readSymbols(input: BitReader, { codes, selectors, bytes, end }: Coded, table: Uint32Array): number {
  const broken = (why: string): never => {
    throw new FormatFault("malformed", why, input.position);
  };
  let length = 0;
  let run = 0;
  let runBit = 1;
  let selector = 0;
  let left = 0;
  let code = codes[0];
  for (;;) {
    if (left-- === 0) {
      const next = selectors[selector++];
      if (next === undefined) broken("a block longer than its selectors");
      code = codes[next ?? 0];
      left = 49;
    }
    if (code === undefined) return broken("a selector that there is not");
    const ahead = input.peek(longestCode);
    let size = code.shortest;
    while (size <= longestCode && ahead > (code.limits[size] ?? -1)) size += 1;
    if (size > longestCode) broken("a code that there is not");
    input.skip(size);
    const symbol = code.symbols[(ahead >> (longestCode - size)) + (code.offsets[size] ?? 0)] ?? end + 1;
    if (symbol <= 1) {
      // Runs are written in a number system of the digits 1 and 2.
      run += runBit << symbol;
      runBit <<= 1;
      if (run > table.length) broken("a run longer than a block");
      continue;
    }
    if (run > 0) {
      if (length + run > table.length) broken("a block that is too long");
      table.fill(bytes[0] ?? 0, length, length + run);
      length += run;
      run = 0;
      runBit = 1;
    }
    if (symbol === end) return length;
    if (symbol > end) broken("a symbol that there is not");
    const index = symbol - 1;
    const byte = bytes[index] ?? 0;
    bytes.copyWithin(1, 0, index);
    bytes[0] = byte;
    if (length >= table.length) broken("a block that is too long");
    table[length++] = byte;
  }
}

/** Undoes the Burrows-Wheeler transform and the first run lengths: four equal bytes, then how many more. */
function* unsort(
  table: Uint32Array,
  length: number,
  origin: number,
  output: Uint8Array,
  checksum: { value: number },
): Generator<Uint8Array> {
  const starts = new Uint32Array(257);
  for (let i = 0; i < length; i++) {
    const byte = (table[i] ?? 0) & 0xff;
    starts[byte + 1] = (starts[byte + 1] ?? 0) + 1;
  }
  for (let i = 0; i < 256; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  for (let i = 0; i < length; i++) {
    const byte = (table[i] ?? 0) & 0xff;
    const to = starts[byte] ?? 0;
    starts[byte] = to + 1;
    table[to] = (table[to] ?? 0) | (i << 8);
  }
  let entry = table[origin] ?? 0;
  let crc = checksum.value;
  let same = 0;
  let last = -1;
  let to = 0;
  for (let i = 0; i < length; i++) {
    entry = table[entry >>> 8] ?? 0;
    const byte = entry & 0xff;
    if (same === 4) {
      for (let more = byte; more > 0; more--) {
        output[to++] = last;
        crc = (crc << 8) ^ (crcTable[((crc >>> 24) ^ last) & 0xff] ?? 0);
      }
      same = 0;
      last = -1;
    } else {
      same = byte === last ? same + 1 : 1;
      last = byte;
      output[to++] = byte;
      crc = (crc << 8) ^ (crcTable[((crc >>> 24) ^ byte) & 0xff] ?? 0);
    }
    if (to >= output.length - 260) {
      yield output.subarray(0, to);
      to = 0;
    }
  }
  checksum.value = crc;
  if (to > 0) yield output.subarray(0, to);
}

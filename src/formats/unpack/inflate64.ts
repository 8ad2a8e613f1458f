import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { huffmanCode, longestCode, type HuffmanCode } from "./huffman-code.ts";
import type { Decoder } from "./unpacking.ts";

const history = 65_536;
const longestMatch = 65_538;
const windowBytes = 256 * 1024;
/** More than the description of a block's codes takes. */
const mostOfHeader = 1024;
const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 3,
];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 16];
const distanceBits = Array.from({ length: 32 }, (_, i) => Math.max(0, (i >> 1) - 1));
const distanceBases = distanceBits.map((bits, i) => (i < 2 ? i + 1 : 1 + ((2 + (i & 1)) << bits)));

const fixedLengths = Uint8Array.from({ length: 288 }, (_, i) =>
  i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
);
const fixedDistances = new Uint8Array(32).fill(5);

/**
 * Deflate64, which is deflate (RFC 1951) with a window of 64 KiB, two more codes of distances, and matches of up to
 * 65,538 bytes. Method 9 of zip: Windows writes it for files beyond 2 GB.
 *
 * @throws FormatFault `malformed`, `truncated`
 */
export async function* inflate64(source: ByteSource, start: number, end: number): Decoder {
  const input = new BitInput(source, start, end);
  const out = new Uint8Array(history + longestMatch + windowBytes);
  let at = 0;
  let given = 0;
  for (let last = false; !last;) {
    await input.refill(mostOfHeader);
    last = input.bits(1) === 1;
    const kind = input.bits(2);
    let stored = 0;
    let codes: readonly [HuffmanCode, HuffmanCode] | undefined;
    if (kind === 0) stored = input.stored();
    else if (kind === 3) throw input.fault("malformed", "a block of a kind that there is not");
    else codes = kind === 1 ? codesOf(input, fixedLengths, fixedDistances) : readCodes(input);
    for (let open = true; open;) {
      // Waiting once a symbol would take most of the time.
      if (input.isLow(16)) await input.refill(16);
      if (codes === undefined) {
        open = stored > 0;
        if (open) out[at++] = input.bits(8);
        stored -= 1;
      } else {
        const symbol = input.symbol(codes[0]);
        if (symbol < 256) out[at++] = symbol;
        else if (symbol === 256) open = false;
        else at = copied(input, codes[1], symbol - 257, out, at);
      }
      if (at + longestMatch <= out.length) continue;
      yield out.subarray(given, at);
      out.copyWithin(0, at - history, at);
      at = given = history;
    }
  }
  if (at > given) yield out.subarray(given, at);
  return input.end;
}

function copied(
  input: BitInput,
  distances: HuffmanCode,
  symbol: number,
  out: Uint8Array,
  at: number,
): number {
  const base = lengthBases[symbol];
  if (base === undefined) throw input.fault("malformed", "a length that there is not");
  const length = base + input.bits(lengthBits[symbol] ?? 0);
  const code = input.symbol(distances);
  const distance = (distanceBases[code] ?? 0) + input.bits(distanceBits[code] ?? 0);
  if (distance > at) throw input.fault("malformed", "a match before the beginning");
  for (let i = at; i < at + length; i++) out[i] = out[i - distance] ?? 0;
  return at + length;
}

function codesOf(
  input: BitInput,
  lengths: Uint8Array,
  distances: Uint8Array,
): readonly [HuffmanCode, HuffmanCode] {
  const [first, second] = [huffmanCode(lengths), huffmanCode(distances)];
  if (first === undefined || second === undefined) throw input.fault("malformed", "codes that are no codes");
  return [first, second];
}

function readCodes(input: BitInput): readonly [HuffmanCode, HuffmanCode] {
  const [literals, distances, few] = [input.bits(5) + 257, input.bits(5) + 1, input.bits(4) + 4];
  const own = new Uint8Array(19);
  for (const place of order.slice(0, few)) own[place] = input.bits(3);
  const code = huffmanCode(own);
  if (code === undefined) throw input.fault("malformed", "codes that are no codes");
  const lengths = new Uint8Array(literals + distances);
  for (let i = 0; i < lengths.length;) {
    const symbol = input.symbol(code);
    if (symbol < 16) {
      lengths[i++] = symbol;
      continue;
    }
    if (symbol === 16 && i === 0) throw input.fault("malformed", "nothing to repeat");
    const value = symbol === 16 ? (lengths[i - 1] ?? 0) : 0;
    const count = symbol === 16 ? 3 + input.bits(2) : symbol === 17 ? 3 + input.bits(3) : 11 + input.bits(7);
    if (i + count > lengths.length) throw input.fault("malformed", "more lengths than there are");
    lengths.fill(value, i, (i += count));
  }
  if (lengths[256] === 0) throw input.fault("malformed", "a block that cannot end");
  return codesOf(input, lengths.subarray(0, literals), lengths.subarray(literals));
}

/** Bits from the lowest on. */
class BitInput {
  readonly #source: ByteSource;
  readonly #last: number;
  #base: number;
  #bytes = new Uint8Array();
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(source: ByteSource, start: number, end: number) {
    this.#source = source;
    this.#base = start;
    this.#last = Math.min(end, source.size);
  }

  /** The place behind the last byte of which a bit was taken. */
  get end(): number {
    return this.#base + this.#at;
  }

  isLow(least: number): boolean {
    return this.#bytes.length - this.#at < least && this.#base + this.#bytes.length < this.#last;
  }

  /** Reads on where fewer bytes are there, unless the end is. */
  async refill(least: number): Promise<void> {
    if (!this.isLow(least)) return;
    const from = this.end;
    this.#bytes = (await this.#source.read(from, Math.min(windowBytes, this.#last - from))).slice();
    this.#base = from;
    this.#at = 0;
  }

  bits(count: number): number {
    while (this.#count < count) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw this.fault("truncated", "the deflated data end early");
      this.#at += 1;
      this.#held |= byte << this.#count;
      this.#count += 8;
    }
    const value = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#count -= count;
    return value;
  }

  /** The length of a stored block, which begins at a whole byte. */
  stored(): number {
    this.#held = this.#count = 0;
    const length = this.bits(16);
    if (this.bits(16) !== (length ^ 0xffff)) throw this.fault("malformed", "a stored block of two lengths");
    return length;
  }

  symbol({ counts, symbols }: HuffmanCode): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= longestCode; length++) {
      code |= this.bits(1);
      const count = counts[length] ?? 0;
      if (code - count < first) return symbols[index + code - first] ?? 0;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw this.fault("malformed", "a code that there is not");
  }

  fault(kind: "malformed" | "truncated", message: string): FormatFault {
    return new FormatFault(kind, message, this.end);
  }
}

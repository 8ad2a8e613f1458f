import { FormatFault } from "../fault/format-fault.ts";

/** Reads the properties of a 7z header, which is in memory; every number is checked before it is used. */
export class HeaderReader {
  readonly #bytes: Uint8Array;
  readonly #most: number;
  at = 0;

  /** @param most what no count in the header may exceed */
  constructor(bytes: Uint8Array, most: number) {
    this.#bytes = bytes;
    this.#most = most;
  }

  byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw this.fault("the header ends early");
    this.at += 1;
    return byte;
  }

  bytes(length: number): Uint8Array {
    if (!(length >= 0 && length <= this.#bytes.length - this.at)) throw this.fault("the header ends early");
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  u32(): number {
    const bytes = this.bytes(4);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  }

  /** The first byte says with its leading ones how many follow. */
  number(): number {
    const first = this.byte();
    let value = 0;
    let mask = 0x80;
    for (let i = 0; i < 8; i++) {
      if ((first & mask) === 0) {
        value += (first & (mask - 1)) * 2 ** (8 * i);
        break;
      }
      value += this.byte() * 2 ** (8 * i);
      mask >>= 1;
    }
    if (!Number.isSafeInteger(value)) throw this.fault("a number that is no possible size");
    return value;
  }

  /** A number of things, each of which takes something of the header or stands for something in the archive. */
  count(): number {
    const count = this.number();
    if (count > this.#most)
      throw new FormatFault("too-large", `${count} of something are announced`, this.at);
    return count;
  }

  bits(count: number): boolean[] {
    const bytes = this.bytes(Math.ceil(count / 8));
    return Array.from({ length: count }, (_, i) => (((bytes[i >> 3] ?? 0) >> (7 - (i & 7))) & 1) === 1);
  }

  /** Bits after a byte that says, if it is not zero, that all of them are set. */
  optionalBits(count: number): boolean[] {
    return this.byte() === 0 ? this.bits(count) : Array.from({ length: count }, () => true);
  }

  expect(id: number): void {
    const found = this.byte();
    if (found !== id) throw this.fault(`property ${found} where ${id} must be`);
  }

  fault(why: string): FormatFault {
    return new FormatFault("malformed", why, this.at);
  }
}

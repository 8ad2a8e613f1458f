import { FormatFault } from "../fault/format-fault.ts";
import type { ByteSource } from "./byte-source.ts";

/**
 * Reads numbers and strings one after another. Every read is checked against the end of the source, and
 * 64-bit sizes come back as safe whole numbers or not at all.
 *
 * @example
 * const reader = new ByteReader(bufferedSource(source));
 * const count = await reader.u32(); // little-endian
 */
export class ByteReader {
  readonly #source: ByteSource;
  readonly #littleEndian: boolean;
  /** Where the next read starts. */
  position: number;

  constructor(source: ByteSource, position = 0, littleEndian = true) {
    this.#source = source;
    this.position = position;
    this.#littleEndian = littleEndian;
  }

  get size(): number {
    return this.#source.size;
  }

  get remaining(): number {
    return this.#source.size - this.position;
  }

  /** @throws FormatFault `truncated` when fewer than `length` bytes are left. */
  async bytes(length: number): Promise<Uint8Array> {
    if (!(length >= 0 && length <= this.remaining))
      throw new FormatFault(
        "truncated",
        `${length} bytes are announced, ${this.remaining} are left`,
        this.position,
      );
    const read = await this.#source.read(this.position, length);
    this.position += length;
    return read;
  }

  /** Goes on behind `length` bytes without reading them. */
  skip(length: number): void {
    if (!(length >= 0 && length <= this.remaining))
      throw new FormatFault(
        "truncated",
        `${length} bytes are announced, ${this.remaining} are left`,
        this.position,
      );
    this.position += length;
  }

  async u8(): Promise<number> {
    return (await this.#view(1)).getUint8(0);
  }
  async u16(): Promise<number> {
    return (await this.#view(2)).getUint16(0, this.#littleEndian);
  }
  async u32(): Promise<number> {
    return (await this.#view(4)).getUint32(0, this.#littleEndian);
  }
  async i32(): Promise<number> {
    return (await this.#view(4)).getInt32(0, this.#littleEndian);
  }
  async u64(): Promise<bigint> {
    return (await this.#view(8)).getBigUint64(0, this.#littleEndian);
  }

  /** A 64-bit length, offset or count. @throws FormatFault `malformed` beyond 2^53 - 1. */
  async size64(): Promise<number> {
    const at = this.position;
    const value = await this.u64();
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw new FormatFault("malformed", `${value} is no possible size`, at);
    return Number(value);
  }

  async #view(length: number): Promise<DataView> {
    const bytes = await this.bytes(length);
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }
}

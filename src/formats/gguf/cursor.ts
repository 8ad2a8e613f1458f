import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";

const windowBytes = 256 * 1024;

/**
 * Reads numbers one after another out of a window that is refilled when it ends, so that a vocabulary of half
 * a million texts costs no promise each. `have` fills; the readers after it are synchronous.
 */
export class Cursor {
  readonly #source: ByteSource;
  readonly littleEndian: boolean;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #windowStart = 0;
  position: number;

  constructor(source: ByteSource, position: number, littleEndian: boolean) {
    this.#source = source;
    this.position = position;
    this.littleEndian = littleEndian;
  }

  get remaining(): number {
    return this.#source.size - this.position;
  }

  /** Whether that many bytes can be read without waiting. */
  holds(bytes: number): boolean {
    const from = this.position - this.#windowStart;
    return from >= 0 && from + bytes <= this.#view.byteLength;
  }

  /** Makes sure of that many bytes, at most a window. @throws FormatFault `truncated` */
  async have(bytes: number): Promise<void> {
    if (this.holds(bytes)) return;
    if (bytes > this.remaining)
      throw new FormatFault(
        "truncated",
        `${bytes} bytes are needed, ${this.remaining} are left`,
        this.position,
      );
    const window = await this.#source.read(this.position, Math.max(bytes, windowBytes));
    this.#view = new DataView(window.buffer, window.byteOffset, window.byteLength);
    this.#windowStart = this.position;
  }

  /** @throws FormatFault `truncated`: the one check that lengths of texts and arrays pass through. */
  skip(bytes: number): void {
    if (!(bytes >= 0 && bytes <= this.remaining))
      throw new FormatFault(
        "truncated",
        `${bytes} bytes are announced, ${this.remaining} are left`,
        this.position,
      );
    this.position += bytes;
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), this.littleEndian);
  }

  /** @throws FormatFault `malformed` beyond 2^53 */
  u64(): number {
    const value = this.#view.getBigUint64(this.#take(8), this.littleEndian);
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw new FormatFault("malformed", `${value} is no possible size`, this.position - 8);
    return Number(value);
  }

  /** The view and where in it the next bytes are; moves on. */
  take(bytes: number): readonly [DataView, number] {
    return [this.#view, this.#take(bytes)];
  }

  #take(bytes: number): number {
    const at = this.position - this.#windowStart;
    this.position += bytes;
    return at;
  }
}

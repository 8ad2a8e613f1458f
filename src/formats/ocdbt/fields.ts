import { FormatFault } from "../fault/format-fault.ts";

/** Longest key and path that the format allows. */
const longestPath = 65535;
/** Paths and keys that are kept of one node. */
const mostText = 64 * 1024 * 1024;

/** A file of the store, and the part of its path that counts for what it refers to. */
export interface OcdbtFile {
  readonly base: string;
  readonly path: string;
}

/** Reads the fields of a block one after another, each checked against the end. */
export class Fields {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const [value = 0] = this.bytes(1);
    return value;
  }

  bytes(length: number): Uint8Array {
    if (length > this.left) throw new FormatFault("truncated", "a block ends early", 0);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** A varint; beyond 2^53 it is `undefined`, such as the mark of what is not there. */
  wide(): number | undefined {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(value);
    }
    throw new FormatFault("malformed", "a number of more than ten bytes", 0);
  }

  varint(): number {
    const value = this.wide();
    if (value === undefined) throw new FormatFault("malformed", "a number beyond every size", 0);
    return value;
  }

  /** A number of things that take at least a byte each. */
  count(): number {
    const value = this.varint();
    if (value > this.left) throw new FormatFault("malformed", `${value} entries are announced`, 0);
    return value;
  }

  many<T>(count: number, read: () => T): T[] {
    return Array.from({ length: count }, read);
  }

  end(): void {
    if (this.left > 0) throw new FormatFault("malformed", `${this.left} bytes behind the last field`, 0);
  }

  /** The table of data files, with paths from the top of the store. */
  files(above: string): readonly OcdbtFile[] {
    const count = this.count();
    const prefixes = [0, ...this.many(Math.max(0, count - 1), () => this.varint())];
    const suffixes = this.many(count, () => this.varint());
    const bases = this.many(count, () => this.varint());
    const paths = this.texts(prefixes, suffixes);
    return paths.map((path, i) => {
      const base = bases[i] ?? 0;
      if (base > path.length) throw new FormatFault("malformed", "a folder longer than its path", 0);
      return { base: above + path.slice(0, base), path: above + path };
    });
  }

  /** Texts of which each begins with some of the one before. One letter is one byte. */
  texts(prefixes: readonly number[], suffixes: readonly number[]): string[] {
    let before = "";
    let kept = 0;
    return suffixes.map((length, i) => {
      const prefix = prefixes[i] ?? 0;
      if (prefix > before.length || prefix + length > longestPath)
        throw new FormatFault("malformed", "a name longer than the format allows", 0);
      kept += prefix + length;
      if (kept > mostText) throw new FormatFault("too-large", `names of more than ${mostText} bytes`, 0);
      before = before.slice(0, prefix) + Buffer.from(this.bytes(length)).toString("latin1");
      return before;
    });
  }
}

import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { ThriftReader, type ThriftStruct } from "./thrift.ts";

const smallest = 64 * 1024;
const largest = 16 * 1024 * 1024;

/** Reads structs at places of a source whose lengths are not known before, a window at a time. */
export class Window {
  position = 0;
  readonly #source: ByteSource;
  readonly #end: number;
  #start = 0;
  #bytes = new Uint8Array();

  constructor(source: ByteSource, end: number) {
    this.#source = source;
    this.#end = end;
  }

  /** The struct at `position`, which moves behind it. @throws FormatFault */
  async struct(): Promise<ThriftStruct> {
    for (let size = smallest; ; size *= 8) {
      const inside = this.position - this.#start;
      const bytes =
        inside >= 0 && inside < this.#bytes.length ? this.#bytes.subarray(inside) : new Uint8Array();
      const reader = new ThriftReader(bytes, this.position);
      try {
        const fields = reader.struct();
        this.position += reader.position;
        return fields;
      } catch (fault) {
        const reached = this.position + bytes.length >= this.#end;
        const short = fault instanceof FormatFault && fault.kind === "truncated";
        if (!short || reached || size > largest) throw fault;
        this.#start = this.position;
        this.#bytes = Uint8Array.from(
          await this.#source.read(this.position, Math.min(size, this.#end - this.position)),
        );
      }
    }
  }
}

import { FormatFault } from "../fault/format-fault.ts";

export type ThriftValue = boolean | number | Uint8Array | readonly ThriftValue[] | ThriftStruct;
/** The fields of a struct by their numbers. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

const deepest = 32;
const mostValues = 4_000_000;

/**
 * Reads structs in Thrift's compact protocol out of bytes. Numbers beyond 2^53 lose their last digits.
 *
 * Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export class ThriftReader {
  position = 0;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  #values = 0;

  /** @param start where the bytes are in their file, for faults */
  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#start = start;
  }

  /** @throws FormatFault `truncated`, `malformed`, `too-large` */
  struct(depth = 0): ThriftStruct {
    if (depth > deepest) throw this.#fault("too-large", `structs deeper than ${deepest}`);
    const fields = new Map<number, ThriftValue>();
    let number = 0;
    for (let head = this.#u8(); head !== 0; head = this.#u8()) {
      const step = head >> 4;
      number = step === 0 ? this.#zigzag() : number + step;
      const type = head & 15;
      if (fields.has(number)) throw this.#fault("malformed", "a field twice");
      fields.set(number, type === 1 || type === 2 ? type === 1 : this.#value(type, depth + 1));
    }
    return fields;
  }

  #value(type: number, depth: number): ThriftValue {
    if ((this.#values += 1) > mostValues) throw this.#fault("too-large", "too many values");
    if (depth > deepest) throw this.#fault("too-large", `values deeper than ${deepest}`);
    switch (type) {
      case 1:
      case 2:
        return this.#u8() === 1;
      case 3:
        return (this.#u8() << 24) >> 24;
      case 4:
      case 5:
      case 6:
        return this.#zigzag();
      case 7:
        return new DataView(this.#take(8).slice().buffer).getFloat64(0, true);
      case 8:
        return this.#take(this.#varint());
      case 9:
      case 10: {
        const head = this.#u8();
        const count = head >> 4 === 15 ? this.#varint() : head >> 4;
        if (count > this.#bytes.length - this.position)
          throw this.#fault("truncated", "a list beyond the end");
        return Array.from({ length: count }, () => this.#value(head & 15, depth + 1));
      }
      case 11: {
        const count = this.#varint();
        if (count === 0) return [];
        if (count > this.#bytes.length - this.position)
          throw this.#fault("truncated", "a map beyond the end");
        const types = this.#u8();
        return Array.from({ length: count * 2 }, (_, i) =>
          this.#value(i % 2 === 0 ? types >> 4 : types & 15, depth + 1),
        );
      }
      case 12:
        return this.struct(depth);
      case 13:
        return this.#take(16);
      default:
        throw this.#fault("malformed", `a value of the unknown type ${type}`);
    }
  }

  #u8(): number {
    const byte = this.#bytes[this.position];
    if (byte === undefined) throw this.#fault("truncated", "the end within a struct");
    this.position += 1;
    return byte;
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.position) throw this.#fault("truncated", "a value beyond the end");
    this.position += length;
    return this.#bytes.subarray(this.position - length, this.position);
  }

  #varint(): number {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      const byte = this.#u8();
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    throw this.#fault("malformed", "a number of more than ten bytes");
  }

  #zigzag(): number {
    const value = this.#varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #fault(kind: "truncated" | "malformed" | "too-large", message: string): FormatFault {
    return new FormatFault(kind, message, this.#start + this.position);
  }
}

export const numberOf = (fields: ThriftStruct, field: number): number | undefined => {
  const value = fields.get(field);
  return typeof value === "number" ? value : undefined;
};
export const bytesOf = (fields: ThriftStruct, field: number): Uint8Array | undefined => {
  const value = fields.get(field);
  return value instanceof Uint8Array ? value : undefined;
};
export const structOf = (fields: ThriftStruct, field: number): ThriftStruct | undefined => {
  const value = fields.get(field);
  return value instanceof Map ? value : undefined;
};
export const structsOf = (fields: ThriftStruct, field: number): readonly ThriftStruct[] => {
  const value = fields.get(field);
  return Array.isArray(value) ? value.filter((item): item is ThriftStruct => item instanceof Map) : [];
};

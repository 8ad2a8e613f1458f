import { FormatFault } from "../fault/format-fault.ts";
import type { ByteSource } from "../bytes/byte-source.ts";

/** The four wire types in use, and the groups of protocol buffers' first version. */
export type WireType = "varint" | "i64" | "len" | "group" | "i32";

/**
 * One field as it stands in the bytes. Offsets are from the start of the source, whatever message the
 * field is in. The object is used again for the next field: copy what you keep.
 */
export interface WireField {
  number: number;
  wire: WireType;
  /** The first byte of the key. */
  start: number;
  /** The first byte of the value: behind the length of a `len` field. */
  from: number;
  /** Behind the last byte of the field; of a group, behind its end key. */
  to: number;
  /** The low and high 32 bits of a varint, `i64` or `i32`, unsigned. */
  low: number;
  high: number;
  /** The value of a `len` field where it is short and at hand; a view that is gone with the next field. */
  bytes: Uint8Array | undefined;
}

export interface WireLimits {
  /** Fields of one message that are read before the rest is a fault. */
  readonly fields: number;
  /** Groups inside each other. */
  readonly groups: number;
}

const defaultLimits: WireLimits = { fields: 50_000_000, groups: 100 };
const windowBytes = 256 * 1024;
/** A key and a number are never longer than this. */
const longestScalar = 20;
const wires = ["varint", "i64", "len", "group", undefined, "i32", undefined, undefined] as const;

/**
 * Reads the fields of one message one after another, in the order of their bytes, without a schema. Values
 * of `len` fields are not read beyond what is in the window anyway: a visitor that wants to go into one
 * reads it as a message of its own. Takes constant memory.
 *
 * The wire format is https://protobuf.dev/programming-guides/encoding/. As its readers do, varints longer
 * than needed and fields of any number are taken; numbers of 0, ends of groups that never began and lengths
 * beyond the message are not.
 *
 * @param held the bytes from `start` to `end`, where they are in memory already
 * @param onField may return a promise, which is waited for, or `"stop"`
 * @throws FormatFault
 * @example await readMessage(source, 0, source.size, (field) => { if (field.number === 7) graph = [field.from, field.to]; });
 */
export async function readMessage(
  source: ByteSource,
  start: number,
  end: number,
  onField: OnField,
  limits: Partial<WireLimits> = {},
  held?: Uint8Array,
): Promise<void> {
  await readFields(source, start, end, onField, limits, held);
}

export type OnField = (field: WireField) => void | "stop" | Promise<void | "stop">;

/** As `readMessage`; but what is in memory and is not waited for is read at once. Throws or rejects. */
export function readFields(
  source: ByteSource,
  start: number,
  end: number,
  onField: OnField,
  limits: Partial<WireLimits> = {},
  held?: Uint8Array,
): void | Promise<void> {
  const { fields: mostFields, groups: mostGroups } = { ...defaultLimits, ...limits };
  const field: WireField = {
    number: 0,
    wire: "varint",
    start,
    from: start,
    to: start,
    low: 0,
    high: 0,
    bytes: undefined,
  };
  const input = new Window(source, start, end, held);
  let count = 0;
  /** The numbers of the groups that are open, and where the outermost began. */
  const groups: number[] = [];
  let groupStart = 0;
  let groupFrom = 0;
  let at = start;
  // Comes back as often as something must be waited for.
  const goOn = (): void | Promise<void> => {
    while (at < end) {
      if (count >= mostFields) throw new FormatFault("too-large", `more than ${mostFields} fields`, at);
      if (!input.holds(at, longestScalar)) return input.moveTo(at).then(goOn);
      count += 1;
      field.start = at;
      at = input.varint(at);
      const key = input.low;
      const number = key >>> 3;
      // The key of a field is 32 bits; what is higher is cut off by no reader alike.
      if (number === 0 || input.high !== 0)
        throw new FormatFault("malformed", "a field with an impossible number", field.start);
      if ((key & 7) === 4) {
        if (groups.pop() !== number)
          throw new FormatFault("malformed", "the end of a group that did not begin", field.start);
        if (groups.length > 0) continue;
        field.number = number;
        field.wire = "group";
        field.start = groupStart;
        field.from = groupFrom;
        field.to = at;
        field.bytes = undefined;
      } else {
        const wire = wires[key & 7];
        if (wire === undefined)
          throw new FormatFault("malformed", `a field of the unknown wire type ${key & 7}`, field.start);
        field.number = number;
        field.wire = wire;
        field.bytes = undefined;
        field.low = 0;
        field.high = 0;
        field.from = at;
        if (wire === "group") {
          if (groups.length >= mostGroups) throw new FormatFault("too-large", "groups too deep", field.start);
          if (groups.length === 0) {
            groupStart = field.start;
            groupFrom = at;
          }
          groups.push(number);
          continue;
        }
        if (wire === "varint") {
          at = input.varint(at);
          field.low = input.low;
          field.high = input.high;
        } else if (wire === "len") {
          at = input.varint(at);
          const length = input.high * 4294967296 + input.low;
          if (length > end - at)
            throw new FormatFault(
              "truncated",
              `${length} bytes are announced, ${end - at} are left`,
              field.start,
            );
          field.from = at;
          at += length;
          if (input.holds(field.from, length)) field.bytes = input.view(field.from, at);
        } else {
          const width = wire === "i64" ? 8 : 4;
          if (width > end - at)
            throw new FormatFault("truncated", "the message ends inside of a number", field.start);
          field.low = input.u32(at);
          if (width === 8) field.high = input.u32(at + 4);
          at += width;
        }
        field.to = at;
        if (groups.length > 0) continue;
      }
      const answer = onField(field);
      if (answer === "stop") return undefined;
      if (answer !== undefined) return answer.then((last) => (last === "stop" ? undefined : goOn()));
    }
    if (groups.length > 0) throw new FormatFault("truncated", "a group that does not end", groupStart);
    return undefined;
  };
  return goOn();
}

/** A part of the source that is in memory, moved forward as the reader goes on. */
class Window {
  readonly #source: ByteSource;
  readonly #end: number;
  #bytes: Uint8Array;
  #start: number;
  low = 0;
  high = 0;

  constructor(source: ByteSource, start: number, end: number, held?: Uint8Array) {
    this.#source = source;
    this.#end = end;
    this.#bytes = held ?? new Uint8Array(0);
    this.#start = start;
  }

  /** Whether `length` bytes from `at`, or all that are left, are in memory. */
  holds(at: number, length: number): boolean {
    return at >= this.#start && Math.min(at + length, this.#end) <= this.#start + this.#bytes.length;
  }

  async moveTo(at: number): Promise<void> {
    const want = Math.min(windowBytes, this.#end - at);
    const read = await this.#source.read(at, want);
    if (read.length < want) throw new FormatFault("truncated", "the file ends inside of a message", at);
    // A plain array, whatever it came as: views of it are made by the million.
    this.#bytes = new Uint8Array(read.buffer, read.byteOffset, read.length);
    this.#start = at;
  }

  view(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(from - this.#start, to - this.#start);
  }

  /** Reads a varint into `low` and `high`. @returns where it ends */
  varint(at: number): number {
    let low = 0;
    let high = 0;
    let i = at - this.#start;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = at < this.#end ? this.#bytes[i] : undefined;
      if (byte === undefined) throw new FormatFault("truncated", "the message ends inside of a number", at);
      i += 1;
      at += 1;
      const part = byte & 0x7f;
      if (shift < 28) low |= part << shift;
      else if (shift === 28) {
        low |= part << 28;
        high = part >>> 4;
      } else high |= part << (shift - 32);
      if (byte < 0x80) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return at;
      }
    }
    throw new FormatFault("malformed", "a number longer than ten bytes", at);
  }

  u32(at: number): number {
    const i = at - this.#start;
    const byte = (n: number): number => this.#bytes[i + n] ?? 0;
    return (byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)) >>> 0;
  }
}

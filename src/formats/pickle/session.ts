import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { extentOf, latin1, longestName, longOf, textOf } from "./constants.ts";
import {
  BOOL,
  BUFFER,
  BYTEARRAY,
  BYTES,
  CALL,
  callWays,
  DICT,
  FLOAT,
  FROZENSET,
  GLOBAL,
  INT,
  LIST,
  LONG,
  NONE,
  PERSISTENT,
  SET,
  SUMMARY,
  TEXT,
  TUPLE,
} from "./kinds.ts";
import type { PickleState } from "./machine-state.ts";
import type { PickleValue } from "./value.ts";

export interface ReadLimits {
  /** Containers in containers. */
  readonly depth?: number;
  /** Values altogether. */
  readonly values?: number;
  /** Bytes of one text. */
  readonly text?: number;
}

/** A pickle that is being read, at rest between two instructions. */
export class PickleSession {
  readonly source: ByteSource;
  readonly machine: PickleState;
  /** First byte of the pickle. */
  readonly start: number;

  constructor(source: ByteSource, machine: PickleState, start: number) {
    this.source = source;
    this.machine = machine;
    this.start = start;
  }

  /** Writes a cell out. Constants are read from the source, so it costs as many reads as it has constants. */
  async value(kind: number, value: number, limits: ReadLimits = {}): Promise<PickleValue> {
    const budget = { left: limits.values ?? 1000 };
    return this.#value(kind, value, limits.depth ?? 6, budget, limits.text ?? longestName);
  }

  /** What lies on top of the stack: after STOP, the result. */
  result(limits?: ReadLimits): Promise<PickleValue> {
    const { stackKinds, stackValues, top } = this.machine;
    return this.value(stackKinds[top - 1] ?? 0, stackValues[top - 1] ?? 0, limits);
  }

  /** A part of a heap object: of a call, 0 is what is called, 1 the arguments, 2 the state. */
  part(index: number, part: number, limits?: ReadLimits): Promise<PickleValue> {
    const { heap } = this.machine;
    const at = heap.cellOf(index, part);
    if (at < 0) return Promise.resolve({ kind: "unknown", why: "not kept" });
    return this.value(heap.cellKinds[at] ?? 0, heap.cellValues[at] ?? 0, limits);
  }

  /** Where the content of the constant at this place lies. */
  async extent(at: number): Promise<readonly [start: number, end: number]> {
    const head = await this.source.read(at, 9);
    const padded = new Uint8Array(9);
    padded.set(head);
    const { skip, length } = extentOf(padded);
    if (length >= 0) return [at + skip, at + skip + length];
    for (let from = at + 1; from < this.source.size;) {
      const piece = await this.source.read(from, 64 * 1024);
      const newline = piece.indexOf(10);
      if (newline >= 0) return [at + 1, from + newline];
      from += piece.length;
    }
    throw new FormatFault("truncated", "a line without an end", at);
  }

  async text(at: number, longest = longestName): Promise<{ value: string; whole: boolean }> {
    const [code] = await this.source.read(at, 1);
    const [start, end] = await this.extent(at);
    const content = await this.source.read(start, Math.min(end - start, longest));
    return { value: textOf(code ?? 0, content), whole: end - start <= longest };
  }

  async #value(
    kind: number,
    value: number,
    depth: number,
    budget: { left: number },
    longest: number,
  ): Promise<PickleValue> {
    if (depth < 0 || budget.left-- <= 0) return { kind: "unknown", why: "beyond what is written out" };
    const { heap, globals } = this.machine;
    const parts = async (): Promise<PickleValue[]> => {
      const items: PickleValue[] = [];
      for (let i = 0; i < heap.kept(value); i++) {
        const at = heap.cellOf(value, i);
        const cell = [heap.cellKinds[at] ?? 0, heap.cellValues[at] ?? 0] as const;
        items.push(await this.#value(cell[0], cell[1], depth - 1, budget, longest));
      }
      return items;
    };
    switch (kind) {
      case NONE:
        return { kind: "none" };
      case BOOL:
        return { kind: "bool", value: value === 1 };
      case INT:
        return { kind: "int", value };
      case FLOAT:
        return { kind: "float", value };
      case LONG:
        return this.#long(value);
      case TEXT:
        return { kind: "text", ...(await this.text(value, longest)) };
      case BYTES:
      case BYTEARRAY: {
        const [start, end] = await this.extent(value);
        return { kind: "bytes", start, end, mutable: kind === BYTEARRAY };
      }
      case BUFFER:
        return { kind: "buffer" };
      case GLOBAL: {
        const name = globals.list[value]?.name;
        return name === undefined
          ? { kind: "unknown", why: "a name that cannot be worked out" }
          : { kind: "global", ...name };
      }
      case TUPLE:
      case LIST:
      case SET:
      case FROZENSET: {
        const names = { [TUPLE]: "tuple", [LIST]: "list", [SET]: "set", [FROZENSET]: "frozenset" } as const;
        return { kind: names[kind], items: await parts(), count: heap.counts[value] ?? 0 };
      }
      case DICT: {
        const flat = await parts();
        const entries: (readonly [PickleValue, PickleValue])[] = [];
        for (let i = 0; i + 1 < flat.length; i += 2) {
          const [key, held] = [flat[i], flat[i + 1]];
          if (key !== undefined && held !== undefined) entries.push([key, held]);
        }
        return { kind: "dict", entries, count: (heap.counts[value] ?? 0) / 2 };
      }
      case CALL: {
        const [callee, args, state] = await parts();
        const unknown: PickleValue = { kind: "unknown", why: "not kept" };
        const how = callWays[heap.counts[value] ?? 0] ?? "reduce";
        return {
          kind: "call",
          how,
          callee: callee ?? unknown,
          args: args ?? unknown,
          state: state ?? unknown,
        };
      }
      case PERSISTENT: {
        const [id] = await parts();
        return { kind: "persistent", id: id ?? { kind: "unknown", why: "not kept" } };
      }
      case SUMMARY:
        return { kind: "unknown", why: "given up to bound memory" };
      default:
        return { kind: "unknown", why: "nobody can say" };
    }
  }

  async #long(at: number): Promise<PickleValue> {
    const [code] = await this.source.read(at, 1);
    const [start, end] = await this.extent(at);
    const content = await this.source.read(start, Math.min(end - start, 65));
    const binary = code === 0x8a || code === 0x8b;
    const text = latin1(content).replace(/L$/, "").trim();
    const value = binary ? longOf(content) : /^-?[0-9]{1,64}$/.test(text) ? BigInt(text) : undefined;
    if (value === undefined) return { kind: "unknown", why: "a number too long to be worked out" };
    const small = Number(value);
    return { kind: "int", value: Number.isSafeInteger(small) ? small : value };
  }
}

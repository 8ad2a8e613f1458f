import { FormatFault } from "../fault/format-fault.ts";
import { floatLine, indexLine, integerLine, nameOf, textAt, type NumberLine } from "./constants.ts";
import { GlobalTable } from "./globals.ts";
import { checkEvery, ValueHeap, type HeapLimits } from "./heap.ts";
import {
  BOOL,
  BUFFER,
  BYTEARRAY,
  BYTES,
  CALL,
  DICT,
  FLOAT,
  FROZENSET,
  GLOBAL,
  INST,
  INT,
  LIST,
  LONG,
  NEWOBJ,
  NEWOBJ_EX,
  NONE,
  OBJ,
  PERSISTENT,
  REDUCE,
  SET,
  SUMMARY,
  TEXT,
  TUPLE,
  UNKNOWN,
} from "./kinds.ts";
import { PickleMemo } from "./memo.ts";
import type { MutationWay, PickleObserver } from "./observer.ts";

/** Why the machine came to rest. */
export const MORE = 0;
export const STOPPED = 1;
export const PAUSED = 2;
/** It needs texts that lie before the window: their places are in `wanted`. */
export const TEXTS = 3;
/** A line goes beyond the window. */
export const LINE = 4;
export type Rest = typeof MORE | typeof STOPPED | typeof PAUSED | typeof TEXTS | typeof LINE;

export interface MachineLimits extends HeapLimits {
  readonly stack: number;
  readonly memo: number;
}

export const machineLimits: MachineLimits = {
  objects: 128 * 1024,
  cells: 1024 * 1024,
  stack: 8 * 1024 * 1024,
  memo: 8 * 1024 * 1024,
};

/** The longest instruction without content. */
const longestHead = 9;

/**
 * The unpickler's machine over abstract values: a stack, marks, a memo, frames; nothing is imported or
 * called. It works on a window of the bytes and comes to rest where the window ends; contents of
 * strings and bytes are jumped over and never looked at, unless a name is made of them.
 *
 * Follows CPython 3.13's `Modules/_pickle.c`; where the unpickler written in Python or `pickletools`
 * read otherwise, the observer is told of a divergence.
 */
export class PickleMachine {
  stackKinds = new Uint8Array(256);
  stackValues = new Float64Array(256);
  top = 0;
  marks = new Int32Array(64);
  markCount = 0;
  readonly memo: PickleMemo;
  readonly heap: ValueHeap;
  readonly globals = new GlobalTable();
  /** Place of the next instruction, from the start of the source. */
  position: number;
  /** Place of the instruction that is being carried out. */
  at: number;
  protocol = 0;
  highestProtocol = 0;
  opcodes = 0;
  calls = 0;
  /** Which instructions appeared: 1 at their code. */
  readonly appeared = new Uint8Array(256);
  frameEnd = 0;
  wanted: number[] = [];
  /** Texts read back for STACK_GLOBAL, by the place of their instruction. */
  readonly texts = new Map<number, string>();
  readonly #observer: PickleObserver;
  readonly #limits: MachineLimits;
  readonly #emptyTuple: number;
  #paused = false;

  constructor(start: number, observer: PickleObserver, limits: MachineLimits = machineLimits) {
    this.position = start;
    this.at = start;
    this.#observer = observer;
    this.#limits = limits;
    this.memo = new PickleMemo(limits.memo);
    this.heap = new ValueHeap(limits);
    this.#emptyTuple = this.heap.make(TUPLE);
  }

  /**
   * Carries out instructions until the window ends or something is wanted.
   *
   * @param window bytes from `base` on; `last` when the source ends with them
   * @throws FormatFault where CPython raises an error too, or a limit is reached
   */
  run(window: Uint8Array, base: number, last: boolean): Rest {
    const see = this.#observer.opcode;
    const safeEnd = last ? window.length : window.length - longestHead;
    const view = new DataView(window.buffer, window.byteOffset, window.byteLength);
    const heap = this.heap;
    const memo = this.memo;
    const appeared = this.appeared;
    let kinds = this.stackKinds;
    let values = this.stackValues;
    let top = this.top;
    let fence = this.#fence();
    let pos = this.position - base;
    let done = 0;
    // A frame's end is looked at where it is reached: until then the loop runs up to the nearer end.
    let soft = this.#softEnd(safeEnd, base);

    for (;;) {
      if (pos >= soft) {
        if (this.frameEnd > 0 && base + pos >= this.frameEnd) {
          if (base + pos > this.frameEnd)
            this.#diverge("frame-crossed", "an instruction reaches across the end of its frame");
          this.frameEnd = 0;
          soft = this.#softEnd(safeEnd, base);
        }
        if (pos >= safeEnd) {
          if (last && pos >= window.length) {
            this.at = base + pos;
            throw new FormatFault("truncated", "the pickle ends without STOP", base + pos);
          }
          return this.#rest(MORE, base + pos, top, done);
        }
      }
      if (top + 2 > kinds.length) {
        this.#growStack();
        kinds = this.stackKinds;
        values = this.stackValues;
      }
      if ((done & (checkEvery - 1)) === 0 && !heap.roomy) {
        this.top = top;
        if (!heap.sweep(kinds, values, top, memo))
          throw new FormatFault("too-large", "more values at a time than are kept account of", base + pos);
      }
      const start = pos;
      const code = window[pos++] ?? 0;
      this.at = base + start;
      if (see !== undefined) see.call(this.#observer, code, base + start);
      done += 1;
      appeared[code] = 1;
      if (last && pos + 9 > window.length) this.#checkHead(code, pos, window.length);
      switch (code) {
        case 0x4b: // BININT1
          kinds[top] = INT;
          values[top++] = window[pos] ?? 0;
          pos += 1;
          break;
        case 0x4d: // BININT2
          kinds[top] = INT;
          values[top++] = (window[pos] ?? 0) | ((window[pos + 1] ?? 0) << 8);
          pos += 2;
          break;
        case 0x4a: // BININT
          kinds[top] = INT;
          values[top++] = i32(window, pos);
          pos += 4;
          break;
        case 0x47: // BINFLOAT
          kinds[top] = FLOAT;
          values[top++] = view.getFloat64(pos);
          pos += 8;
          break;
        case 0x4e: // NONE
          kinds[top] = NONE;
          values[top++] = 0;
          break;
        case 0x88: // NEWTRUE
        case 0x89: // NEWFALSE
          kinds[top] = BOOL;
          values[top++] = code === 0x88 ? 1 : 0;
          break;
        case 0x8c: // SHORT_BINUNICODE
        case 0x55: // SHORT_BINSTRING
          kinds[top] = TEXT;
          values[top++] = base + start;
          pos += 1 + (window[pos] ?? 0);
          break;
        case 0x43: // SHORT_BINBYTES
          kinds[top] = BYTES;
          values[top++] = base + start;
          pos += 1 + (window[pos] ?? 0);
          break;
        case 0x8a: // LONG1
          kinds[top] = LONG;
          values[top++] = base + start;
          pos += 1 + (window[pos] ?? 0);
          break;
        case 0x58: // BINUNICODE
          kinds[top] = TEXT;
          values[top++] = base + start;
          pos += 4 + u32(window, pos);
          break;
        case 0x42: // BINBYTES
          kinds[top] = BYTES;
          values[top++] = base + start;
          pos += 4 + u32(window, pos);
          break;
        case 0x54: // BINSTRING
        case 0x8b: {
          // LONG4
          const length = i32(window, pos);
          if (length < 0) throw this.#wrong("a negative length");
          kinds[top] = code === 0x54 ? TEXT : LONG;
          values[top++] = base + start;
          pos += 4 + length;
          break;
        }
        case 0x8d: // BINUNICODE8
        case 0x8e: // BINBYTES8
        case 0x96: {
          // BYTEARRAY8
          const length = u32(window, pos) + u32(window, pos + 4) * 4294967296;
          if (!Number.isSafeInteger(length)) throw this.#wrong("a length beyond everything");
          kinds[top] = code === 0x8d ? TEXT : code === 0x8e ? BYTES : BYTEARRAY;
          values[top++] = base + start;
          pos += 8 + length;
          break;
        }
        case 0x94: // MEMOIZE
          if (top <= fence) throw this.#underflow();
          memo.put(memo.count, kinds[top - 1] ?? 0, values[top - 1] ?? 0);
          break;
        case 0x71: // BINPUT
          if (top <= fence) throw this.#underflow();
          memo.put(window[pos] ?? 0, kinds[top - 1] ?? 0, values[top - 1] ?? 0);
          pos += 1;
          break;
        case 0x72: // LONG_BINPUT
          if (top <= fence) throw this.#underflow();
          memo.put(this.#memoIndex(u32(window, pos)), kinds[top - 1] ?? 0, values[top - 1] ?? 0);
          pos += 4;
          break;
        case 0x68: // BINGET
        case 0x6a: {
          // LONG_BINGET
          const index = code === 0x68 ? (window[pos] ?? 0) : u32(window, pos);
          pos += code === 0x68 ? 1 : 4;
          if (memo.get(index)) {
            kinds[top] = memo.kind;
            values[top++] = memo.value;
          } else {
            this.#missing(index);
            kinds[top] = UNKNOWN;
            values[top++] = 0;
          }
          break;
        }
        case 0x28: // MARK
          this.#mark(top);
          fence = top;
          break;
        case 0x5d: // EMPTY_LIST
          kinds[top] = LIST;
          values[top++] = heap.make(LIST);
          break;
        case 0x7d: // EMPTY_DICT
          kinds[top] = DICT;
          values[top++] = heap.make(DICT);
          break;
        case 0x8f: // EMPTY_SET
          kinds[top] = SET;
          values[top++] = heap.make(SET);
          break;
        case 0x29: // EMPTY_TUPLE
          kinds[top] = TUPLE;
          values[top++] = this.#emptyTuple;
          break;
        case 0x85: // TUPLE1
        case 0x86: // TUPLE2
        case 0x87: {
          // TUPLE3
          const first = top - (code - 0x84);
          if (first < fence) throw this.#underflow();
          const made = heap.make(TUPLE);
          heap.add(made, kinds, values, first, top);
          kinds[first] = TUPLE;
          values[first] = made;
          top = first + 1;
          break;
        }
        case 0x74: // TUPLE
        case 0x6c: // LIST
        case 0x64: // DICT
        case 0x91: {
          // FROZENSET
          const first = this.#popMark();
          fence = this.#fence();
          const kind = code === 0x74 ? TUPLE : code === 0x6c ? LIST : code === 0x64 ? DICT : FROZENSET;
          if (kind === DICT && (top - first) % 2 === 1)
            throw this.#wrong("an odd number of items for a dict");
          const made = kind === TUPLE && first === top ? this.#emptyTuple : heap.make(kind);
          if (first < top) heap.add(made, kinds, values, first, top);
          kinds[first] = kind;
          values[first] = made;
          top = first + 1;
          break;
        }
        case 0x61: // APPEND
        case 0x65: // APPENDS
        case 0x75: // SETITEMS
        case 0x73: // SETITEM
        case 0x90: {
          // ADDITEMS
          const single = code === 0x61 ? 1 : code === 0x73 ? 2 : 0;
          const first = single > 0 ? top - single : this.#popMark();
          if (single === 0) fence = this.#fence();
          if (first - 1 < fence) throw this.#underflow();
          const kind = kinds[first - 1] ?? 0;
          const dict = code === 0x75 || code === 0x73;
          const wanted = dict ? DICT : code === 0x90 ? SET : LIST;
          if (dict && (top - first) % 2 === 1) throw this.#wrong("an odd number of items for a dict");
          if (kind === wanted) heap.add(values[first - 1] ?? 0, kinds, values, first, top);
          else if (first < top && !(kind === SUMMARY && (values[first - 1] ?? 0) % 32 === wanted)) {
            const way: MutationWay = dict ? "setitem" : code === 0x90 ? "add" : "append";
            this.#mutation(way, kind, values[first - 1] ?? 0, kinds[top - 1] ?? 0, values[top - 1] ?? 0);
          }
          top = first;
          break;
        }
        case 0x30: // POP
          if (this.markCount > 0 && fence === top) {
            this.markCount -= 1;
            fence = this.#fence();
          } else if (top <= fence) throw this.#underflow();
          else top -= 1;
          break;
        case 0x31: // POP_MARK
          top = this.#popMark();
          fence = this.#fence();
          break;
        case 0x32: // DUP
          if (top <= fence) throw this.#underflow();
          kinds[top] = kinds[top - 1] ?? 0;
          values[top] = values[top - 1] ?? 0;
          top += 1;
          break;
        case 0x52: // REDUCE
        case 0x81: // NEWOBJ
          if (top - 2 < fence) throw this.#underflow();
          top -= 1;
          if (code === 0x81 && !mayBeTuple(kinds[top] ?? 0))
            throw this.#wrong("NEWOBJ without a tuple of arguments");
          values[top - 1] = this.#call(
            code === 0x52 ? REDUCE : NEWOBJ,
            kinds[top - 1] ?? 0,
            values[top - 1] ?? 0,
            kinds[top] ?? 0,
            values[top] ?? 0,
          );
          kinds[top - 1] = CALL;
          break;
        case 0x92: {
          // NEWOBJ_EX
          if (top - 3 < fence) throw this.#underflow();
          const both = heap.make(TUPLE);
          heap.add(both, kinds, values, top - 2, top);
          top -= 2;
          values[top - 1] = this.#call(NEWOBJ_EX, kinds[top - 1] ?? 0, values[top - 1] ?? 0, TUPLE, both);
          kinds[top - 1] = CALL;
          break;
        }
        case 0x6f: {
          // OBJ
          const first = this.#popMark();
          fence = this.#fence();
          if (first >= top) throw this.#underflow();
          const args = heap.make(TUPLE);
          heap.add(args, kinds, values, first + 1, top);
          values[first] = this.#call(OBJ, kinds[first] ?? 0, values[first] ?? 0, TUPLE, args);
          kinds[first] = CALL;
          top = first + 1;
          break;
        }
        case 0x62: // BUILD
          if (top - 2 < fence) throw this.#underflow();
          top -= 1;
          if (kinds[top - 1] === CALL) heap.set(values[top - 1] ?? 0, 2, kinds[top] ?? 0, values[top] ?? 0);
          this.#mutation(
            "build",
            kinds[top - 1] ?? 0,
            values[top - 1] ?? 0,
            kinds[top] ?? 0,
            values[top] ?? 0,
          );
          break;
        case 0x63: // GLOBAL
        case 0x69: {
          // INST
          const mid = lineEnd(window, pos);
          const end = mid < 0 ? -1 : lineEnd(window, mid + 1);
          if (end < 0) {
            if (last) throw this.#cut();
            done -= 1;
            return this.#rest(LINE, base + start, top, done);
          }
          if (mid === pos || end === mid + 1) throw this.#wrong("an empty name");
          const module = nameOf(window.subarray(pos, mid), this.at);
          const name = nameOf(window.subarray(mid + 1, end), this.at);
          pos = end + 1;
          const id = this.#global(module, name);
          if (code === 0x63) {
            kinds[top] = GLOBAL;
            values[top++] = id;
            break;
          }
          const first = this.#popMark();
          fence = this.#fence();
          const args = heap.make(TUPLE);
          heap.add(args, kinds, values, first, top);
          values[first] = this.#call(INST, GLOBAL, id, TUPLE, args);
          kinds[first] = CALL;
          top = first + 1;
          break;
        }
        case 0x93: {
          // STACK_GLOBAL
          if (top - 2 < fence) throw this.#underflow();
          const texts = kinds[top - 2] === TEXT && kinds[top - 1] === TEXT;
          const module = texts ? this.#text(values[top - 2] ?? 0, window, base) : undefined;
          const name = texts ? this.#text(values[top - 1] ?? 0, window, base) : undefined;
          if (texts && (module === undefined || name === undefined)) {
            this.wanted = [values[top - 2] ?? 0, values[top - 1] ?? 0];
            done -= 1;
            return this.#rest(TEXTS, base + start, top, done);
          }
          const id =
            module !== undefined && name !== undefined ? this.#global(module, name) : this.#unresolvable();
          top -= 1;
          kinds[top - 1] = GLOBAL;
          values[top - 1] = id;
          break;
        }
        case 0x49: // INT
        case 0x4c: // LONG
        case 0x46: // FLOAT
        case 0x53: // STRING
        case 0x56: // UNICODE
        case 0x67: // GET
        case 0x70: // PUT
        case 0x50: {
          // PERSID
          const end = lineEnd(window, pos);
          if (end < 0) {
            if (last) throw this.#cut();
            done -= 1;
            return this.#rest(LINE, base + start, top, done);
          }
          this.top = top;
          this.#line(code, window, pos, end, fence);
          top = this.top;
          pos = end + 1;
          break;
        }
        case 0x51: {
          // BINPERSID
          if (top <= fence) throw this.#underflow();
          const made = heap.make(PERSISTENT);
          heap.addOne(made, kinds[top - 1] ?? 0, values[top - 1] ?? 0);
          kinds[top - 1] = PERSISTENT;
          values[top - 1] = made;
          this.#pauseIf(this.#observer.persistent?.(this, PERSISTENT, made, this.at));
          break;
        }
        case 0x97: // NEXT_BUFFER
          kinds[top] = BUFFER;
          values[top++] = 0;
          this.#observer.buffer?.(this.at);
          break;
        case 0x98: // READONLY_BUFFER
          if (top <= fence) throw this.#underflow();
          break;
        case 0x82: // EXT1
        case 0x83: // EXT2
        case 0x84: {
          // EXT4
          const width = code === 0x82 ? 1 : code === 0x83 ? 2 : 4;
          const number =
            width === 1
              ? (window[pos] ?? 0)
              : width === 2
                ? (window[pos] ?? 0) | ((window[pos + 1] ?? 0) << 8)
                : i32(window, pos);
          if (number <= 0) throw this.#wrong("an extension code below 1");
          pos += width;
          this.#observer.extension?.(number, this.at);
          kinds[top] = GLOBAL;
          values[top++] = this.#unresolvable();
          break;
        }
        case 0x80: {
          // PROTO
          const protocol = window[pos++] ?? 0;
          if (protocol > 5) throw this.#wrong(`protocol ${protocol}, and there are 0 to 5`);
          this.protocol = protocol;
          this.highestProtocol = Math.max(this.highestProtocol, protocol);
          break;
        }
        case 0x95: {
          // FRAME
          const length = u32(window, pos) + u32(window, pos + 4) * 4294967296;
          pos += 8;
          if (this.frameEnd > 0 && base + pos <= this.frameEnd)
            this.#diverge("frame-nested", "a frame begins inside another");
          if (!Number.isSafeInteger(length)) throw this.#wrong("a frame longer than everything");
          // An empty frame ends where it begins.
          this.frameEnd = length === 0 ? 0 : base + pos + length;
          soft = this.#softEnd(safeEnd, base);
          break;
        }
        case 0x2e: // STOP
          if (top <= fence) throw this.#underflow();
          if (this.frameEnd > base + pos)
            this.#diverge("frame-unfinished", "the pickle stops before its frame ends");
          else if (this.frameEnd > 0 && this.frameEnd < base + pos)
            this.#diverge("frame-crossed", "an instruction reaches across the end of its frame");
          return this.#rest(STOPPED, base + pos, top, done);
        default:
          throw this.#wrong(`no instruction has the code ${code}`);
      }
      if (this.#paused) {
        this.#paused = false;
        return this.#rest(PAUSED, base + pos, top, done);
      }
    }
  }

  #rest(how: Rest, position: number, top: number, done: number): Rest {
    this.position = position;
    this.top = top;
    this.opcodes += done;
    return how;
  }

  /** Goes on at `next`, behind bytes that are no instructions. They may only lie between two frames. */
  jump(next: number): void {
    if (this.frameEnd > this.position)
      this.#diverge("frame-crossed", "bytes that are no instructions lie inside a frame");
    this.frameEnd = 0;
    this.position = next;
  }

  /** Takes a line of text that was longer than any window as a constant: it ends before `next`. */
  passLine(next: number): void {
    if (this.top + 2 > this.stackKinds.length) this.#growStack();
    this.at = this.position;
    this.opcodes += 1;
    this.stackKinds[this.top] = TEXT;
    this.stackValues[this.top++] = this.position;
    this.position = next;
  }

  #line(code: number, window: Uint8Array, from: number, end: number, fence: number): void {
    const push = (kind: number, value: number): void => {
      this.stackKinds[this.top] = kind;
      this.stackValues[this.top++] = value;
    };
    const number = (line: NumberLine, kind: number): void => {
      if (line.wrong === true) throw this.#wrong("a number that is none");
      if (line.divergence !== undefined) this.#diverge("number", line.divergence);
      if (line.bool !== undefined) push(BOOL, line.bool ? 1 : 0);
      else if (line.value !== undefined) push(kind, line.value);
      else push(LONG, this.at);
    };
    switch (code) {
      case 0x49:
        if (end === from) throw this.#wrong("a number that is none");
        return number(integerLine(window.subarray(from, end), false), INT);
      case 0x4c:
        return number(integerLine(window.subarray(from, end), true), INT);
      case 0x46:
        return number(floatLine(window.subarray(from, end)), FLOAT);
      case 0x53: {
        const quote = window[from];
        const quoted = end - from >= 2 && quote === window[end - 1] && (quote === 0x27 || quote === 0x22);
        if (!quoted) throw this.#wrong("a STRING without quotes");
        return push(TEXT, this.at);
      }
      case 0x56:
        return push(TEXT, this.at);
      case 0x50: {
        const made = this.heap.make(PERSISTENT);
        this.heap.addOne(made, TEXT, this.at);
        push(PERSISTENT, made);
        return this.#pauseIf(this.#observer.persistent?.(this, PERSISTENT, made, this.at));
      }
      default: {
        const index = indexLine(window, from, end);
        if (index < 0) throw this.#wrong("a memo index that is none");
        if (code === 0x70) {
          if (this.top <= fence) throw this.#underflow();
          const above = this.top - 1;
          return this.memo.put(
            this.#memoIndex(index),
            this.stackKinds[above] ?? 0,
            this.stackValues[above] ?? 0,
          );
        }
        if (this.memo.get(index)) return push(this.memo.kind, this.memo.value);
        this.#missing(index);
        return push(UNKNOWN, 0);
      }
    }
  }

  #call(way: number, calleeKind: number, callee: number, argsKind: number, args: number): number {
    const made = this.heap.make(CALL);
    this.heap.addOne(made, calleeKind, callee);
    this.heap.addOne(made, argsKind, args);
    this.heap.addOne(made, NONE, 0);
    this.heap.counts[made] = way;
    this.calls += 1;
    this.#pauseIf(this.#observer.call?.(this, made, this.at));
    return made;
  }

  #mutation(way: MutationWay, kind: number, value: number, argumentKind: number, argument: number): void {
    this.#pauseIf(this.#observer.mutation?.(this, way, kind, value, argumentKind, argument, this.at));
  }

  #global(module: string, name: string): number {
    const known = this.globals.list.length;
    const id = this.globals.idOf(module, name, this.protocol, this.at);
    if (id === known) this.#pauseIf(this.#observer.global?.(this, id));
    return id;
  }

  #unresolvable(): number {
    const id = this.globals.unresolvable(this.protocol, this.at);
    this.#pauseIf(this.#observer.global?.(this, id));
    return id;
  }

  #text(at: number, window: Uint8Array, base: number): string | undefined {
    return this.texts.get(at) ?? (at < base ? undefined : textAt(window.subarray(at - base)));
  }

  #pauseIf(wanted: boolean | undefined): void {
    if (wanted === true) this.#paused = true;
  }

  #diverge(kind: "frame-crossed" | "frame-nested" | "frame-unfinished" | "number", what: string): void {
    this.#observer.divergence?.(kind, what, this.at);
  }

  #memoIndex(index: number): number {
    // The C unpickler's memo is an array as long as its highest index.
    if (index > 2 ** 20 && index > 16 * (this.position + 4096))
      this.#observer.divergence?.("memo-index", `a memo of ${index} entries`, this.at);
    return index;
  }

  #missing(index: number): void {
    if (!this.memo.forgot) throw this.#wrong(`memo entry ${index} was never written`);
    this.#observer.divergence?.("memo-forgotten", "more memo entries than are kept account of", this.at);
  }

  #mark(top: number): void {
    if (this.markCount === this.marks.length) {
      if (this.markCount >= this.#limits.stack)
        throw new FormatFault("too-large", "more marks than are kept account of", this.at);
      const marks = new Int32Array(this.marks.length * 2);
      marks.set(this.marks);
      this.marks = marks;
    }
    this.marks[this.markCount++] = top;
  }

  #popMark(): number {
    if (this.markCount === 0) throw this.#wrong("a mark is missing");
    this.markCount -= 1;
    return this.marks[this.markCount] ?? 0;
  }

  #fence(): number {
    return this.markCount > 0 ? (this.marks[this.markCount - 1] ?? 0) : 0;
  }

  #softEnd(safeEnd: number, base: number): number {
    return this.frameEnd > 0 ? Math.min(safeEnd, this.frameEnd - base) : safeEnd;
  }

  #growStack(): void {
    if (this.stackKinds.length >= this.#limits.stack)
      throw new FormatFault("too-large", "a stack higher than is kept account of", this.at);
    const kinds = new Uint8Array(this.stackKinds.length * 2);
    const values = new Float64Array(kinds.length);
    kinds.set(this.stackKinds);
    values.set(this.stackValues);
    this.stackKinds = kinds;
    this.stackValues = values;
  }

  #checkHead(code: number, pos: number, length: number): void {
    if (pos + headBytes(code) > length) throw this.#cut();
  }

  #cut(): FormatFault {
    return new FormatFault("truncated", "the pickle ends within an instruction", this.at);
  }

  #wrong(what: string): FormatFault {
    return new FormatFault("malformed", what, this.at);
  }

  #underflow(): FormatFault {
    return this.#wrong("more is taken from the stack than lies on it");
  }
}

function headBytes(code: number): number {
  switch (code) {
    case 0x47:
    case 0x8d:
    case 0x8e:
    case 0x95:
    case 0x96:
      return 8;
    case 0x42:
    case 0x4a:
    case 0x54:
    case 0x58:
    case 0x6a:
    case 0x72:
    case 0x84:
    case 0x8b:
      return 4;
    case 0x4d:
    case 0x83:
      return 2;
    case 0x43:
    case 0x4b:
    case 0x55:
    case 0x68:
    case 0x71:
    case 0x80:
    case 0x82:
    case 0x8a:
    case 0x8c:
      return 1;
    default:
      return 0;
  }
}

function mayBeTuple(kind: number): boolean {
  return kind === TUPLE || kind === UNKNOWN || kind === SUMMARY || kind === CALL;
}

function u32(bytes: Uint8Array, at: number): number {
  return i32(bytes, at) >>> 0;
}

function i32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

/** Where the line ends: at its newline; -1 where the window ends before. */
function lineEnd(window: Uint8Array, from: number): number {
  const near = Math.min(window.length, from + 24);
  for (let i = from; i < near; i++) if (window[i] === 10) return i;
  return near === window.length ? -1 : window.indexOf(10, near);
}

import { FormatFault } from "../fault/format-fault.ts";
import { textAt } from "./constants.ts";
import { GlobalTable } from "./globals.ts";
import { ValueHeap, type HeapLimits } from "./heap.ts";
import type { PickleState } from "./machine-state.ts";
import { CALL, NONE, TEXT, TUPLE } from "./kinds.ts";
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

/**
 * The unpickler's machine over abstract values: a stack, marks, a memo, frames; nothing is imported or
 * called. `runWindow` works on a window of the bytes and comes to rest where the window ends; contents of
 * strings and bytes are jumped over and never looked at, unless a name is made of them.
 *
 * Follows CPython 3.13's `Modules/_pickle.c`; where the unpickler written in Python or `pickletools`
 * read otherwise, the observer is told of a divergence.
 */
export class PickleMachine implements PickleState {
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
  readonly observer: PickleObserver;
  readonly #limits: MachineLimits;
  readonly emptyTuple: number;
  paused = false;

  constructor(start: number, observer: PickleObserver, limits: MachineLimits = machineLimits) {
    this.position = start;
    this.at = start;
    this.observer = observer;
    this.#limits = limits;
    this.memo = new PickleMemo(limits.memo);
    this.heap = new ValueHeap(limits);
    this.emptyTuple = this.heap.make(TUPLE);
  }

  rest(how: Rest, position: number, top: number, done: number): Rest {
    this.position = position;
    this.top = top;
    this.opcodes += done;
    return how;
  }

  /** Goes on at `next`, behind bytes that are no instructions. They may only lie between two frames. */
  jump(next: number): void {
    if (this.frameEnd > this.position)
      this.diverge("frame-crossed", "bytes that are no instructions lie inside a frame");
    this.frameEnd = 0;
    this.position = next;
  }

  /** Takes a line of text that was longer than any window as a constant: it ends before `next`. */
  passLine(next: number): void {
    if (this.top + 2 > this.stackKinds.length) this.growStack();
    this.at = this.position;
    this.opcodes += 1;
    this.stackKinds[this.top] = TEXT;
    this.stackValues[this.top++] = this.position;
    this.position = next;
  }

  call(way: number, calleeKind: number, callee: number, argsKind: number, args: number): number {
    const made = this.heap.make(CALL);
    this.heap.addOne(made, calleeKind, callee);
    this.heap.addOne(made, argsKind, args);
    this.heap.addOne(made, NONE, 0);
    this.heap.counts[made] = way;
    this.calls += 1;
    this.pauseIf(this.observer.call?.(this, made, this.at));
    return made;
  }

  mutation(way: MutationWay, kind: number, value: number, argumentKind: number, argument: number): void {
    this.pauseIf(this.observer.mutation?.(this, way, kind, value, argumentKind, argument, this.at));
  }

  global(module: string, name: string): number {
    const known = this.globals.list.length;
    const id = this.globals.idOf(module, name, this.protocol, this.at);
    if (id === known) this.pauseIf(this.observer.global?.(this, id));
    return id;
  }

  unresolvable(): number {
    const id = this.globals.unresolvable(this.protocol, this.at);
    this.pauseIf(this.observer.global?.(this, id));
    return id;
  }

  text(at: number, window: Uint8Array, base: number): string | undefined {
    return this.texts.get(at) ?? (at < base ? undefined : textAt(window.subarray(at - base)));
  }

  pauseIf(wanted: boolean | undefined): void {
    if (wanted === true) this.paused = true;
  }

  diverge(kind: "frame-crossed" | "frame-nested" | "frame-unfinished" | "number", what: string): void {
    this.observer.divergence?.(kind, what, this.at);
  }

  memoIndex(index: number): number {
    // The C unpickler's memo is an array as long as its highest index.
    if (index > 2 ** 20 && index > 16 * (this.position + 4096))
      this.observer.divergence?.("memo-index", `a memo of ${index} entries`, this.at);
    return index;
  }

  missing(index: number): void {
    if (!this.memo.forgot) throw this.wrong(`memo entry ${index} was never written`);
    this.observer.divergence?.("memo-forgotten", "more memo entries than are kept account of", this.at);
  }

  mark(top: number): void {
    if (this.markCount === this.marks.length) {
      if (this.markCount >= this.#limits.stack)
        throw new FormatFault("too-large", "more marks than are kept account of", this.at);
      const marks = new Int32Array(this.marks.length * 2);
      marks.set(this.marks);
      this.marks = marks;
    }
    this.marks[this.markCount++] = top;
  }

  popMark(): number {
    if (this.markCount === 0) throw this.wrong("a mark is missing");
    this.markCount -= 1;
    return this.marks[this.markCount] ?? 0;
  }

  fence(): number {
    return this.markCount > 0 ? (this.marks[this.markCount - 1] ?? 0) : 0;
  }

  softEnd(safeEnd: number, base: number): number {
    return this.frameEnd > 0 ? Math.min(safeEnd, this.frameEnd - base) : safeEnd;
  }

  growStack(): void {
    if (this.stackKinds.length >= this.#limits.stack)
      throw new FormatFault("too-large", "a stack higher than is kept account of", this.at);
    const kinds = new Uint8Array(this.stackKinds.length * 2);
    const values = new Float64Array(kinds.length);
    kinds.set(this.stackKinds);
    values.set(this.stackValues);
    this.stackKinds = kinds;
    this.stackValues = values;
  }

  cut(): FormatFault {
    return new FormatFault("truncated", "the pickle ends within an instruction", this.at);
  }

  wrong(what: string): FormatFault {
    return new FormatFault("malformed", what, this.at);
  }

  underflow(): FormatFault {
    return this.wrong("more is taken from the stack than lies on it");
  }
}

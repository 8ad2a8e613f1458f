import { FormatFault } from "../fault/format-fault.ts";
import { checkEvery } from "./heap.ts";
import {
  BOOL,
  BYTEARRAY,
  BYTES,
  CALL,
  DICT,
  FLOAT,
  FROZENSET,
  INT,
  LIST,
  LONG,
  NEWOBJ,
  NONE,
  REDUCE,
  SET,
  SUMMARY,
  TEXT,
  TUPLE,
  UNKNOWN,
} from "./kinds.ts";
import { LINE, MORE, PAUSED, STOPPED, TEXTS, type PickleMachine, type Rest } from "./machine.ts";
import type { MutationWay } from "./observer.ts";
import { headBytes, i32, longestHead, u32 } from "./operands.ts";
import { carryOutRare, LINE_BEYOND } from "./rare-instructions.ts";

/**
 * Carries out instructions until the window ends or something is wanted.
 *
 * @param window bytes from `base` on; `last` when the source ends with them
 * @throws FormatFault where CPython raises an error too, or a limit is reached
 */
export function runWindow(m: PickleMachine, window: Uint8Array, base: number, last: boolean): Rest {
  const watched = m.observer.opcode !== undefined;
  const safeEnd = last ? window.length : window.length - longestHead;
  const view = new DataView(window.buffer, window.byteOffset, window.byteLength);
  const heap = m.heap;
  const memo = m.memo;
  const appeared = m.appeared;
  let kinds = m.stackKinds;
  let values = m.stackValues;
  let top = m.top;
  let fence = m.fence();
  let pos = m.position - base;
  let done = 0;
  // A frame's end is looked at where it is reached: until then the loop runs up to the nearer end.
  let soft = m.softEnd(safeEnd, base);

  for (;;) {
    if (pos >= soft) {
      if (m.frameEnd > 0 && base + pos >= m.frameEnd) {
        if (base + pos > m.frameEnd)
          m.diverge("frame-crossed", "an instruction reaches across the end of its frame");
        m.frameEnd = 0;
        soft = m.softEnd(safeEnd, base);
      }
      if (pos >= safeEnd) {
        if (last && pos >= window.length) {
          m.at = base + pos;
          throw new FormatFault("truncated", "the pickle ends without STOP", base + pos);
        }
        return m.rest(MORE, base + pos, top, done);
      }
    }
    if (top + 2 > kinds.length) {
      m.growStack();
      kinds = m.stackKinds;
      values = m.stackValues;
    }
    if ((done & (checkEvery - 1)) === 0 && !heap.roomy) {
      m.top = top;
      if (!heap.sweep(kinds, values, top, memo))
        throw new FormatFault("too-large", "more values at a time than are kept account of", base + pos);
    }
    const start = pos;
    const code = window[pos++] ?? 0;
    m.at = base + start;
    if (watched) m.observer.opcode?.(code, base + start);
    done += 1;
    appeared[code] = 1;
    if (last && pos + 9 > window.length) {
      if (pos + headBytes(code) > window.length) throw m.cut();
    }
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
        if (length < 0) throw m.wrong("a negative length");
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
        if (!Number.isSafeInteger(length)) throw m.wrong("a length beyond everything");
        kinds[top] = code === 0x8d ? TEXT : code === 0x8e ? BYTES : BYTEARRAY;
        values[top++] = base + start;
        pos += 8 + length;
        break;
      }
      case 0x94: // MEMOIZE
        if (top <= fence) throw m.underflow();
        memo.put(memo.count, kinds[top - 1] ?? 0, values[top - 1] ?? 0);
        break;
      case 0x71: // BINPUT
        if (top <= fence) throw m.underflow();
        memo.put(window[pos] ?? 0, kinds[top - 1] ?? 0, values[top - 1] ?? 0);
        pos += 1;
        break;
      case 0x72: // LONG_BINPUT
        if (top <= fence) throw m.underflow();
        memo.put(m.memoIndex(u32(window, pos)), kinds[top - 1] ?? 0, values[top - 1] ?? 0);
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
          m.missing(index);
          kinds[top] = UNKNOWN;
          values[top++] = 0;
        }
        break;
      }
      case 0x28: // MARK
        m.mark(top);
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
        values[top++] = m.emptyTuple;
        break;
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: {
        // TUPLE3
        const first = top - (code - 0x84);
        if (first < fence) throw m.underflow();
        const made = heap.makeTuple(kinds, values, first, top);
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
        const first = m.popMark();
        fence = m.fence();
        const kind = code === 0x74 ? TUPLE : code === 0x6c ? LIST : code === 0x64 ? DICT : FROZENSET;
        if (kind === DICT && (top - first) % 2 === 1) throw m.wrong("an odd number of items for a dict");
        const made = kind === TUPLE && first === top ? m.emptyTuple : heap.make(kind);
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
        const first = single > 0 ? top - single : m.popMark();
        if (single === 0) fence = m.fence();
        if (first - 1 < fence) throw m.underflow();
        const kind = kinds[first - 1] ?? 0;
        const dict = code === 0x75 || code === 0x73;
        const wanted = dict ? DICT : code === 0x90 ? SET : LIST;
        if (dict && (top - first) % 2 === 1) throw m.wrong("an odd number of items for a dict");
        if (kind === wanted) heap.add(values[first - 1] ?? 0, kinds, values, first, top);
        else if (first < top && !(kind === SUMMARY && (values[first - 1] ?? 0) % 32 === wanted)) {
          const way: MutationWay = dict ? "setitem" : code === 0x90 ? "add" : "append";
          m.mutation(way, kind, values[first - 1] ?? 0, kinds[top - 1] ?? 0, values[top - 1] ?? 0);
        }
        top = first;
        break;
      }
      case 0x30: // POP
        if (m.markCount > 0 && fence === top) {
          m.markCount -= 1;
          fence = m.fence();
        } else if (top <= fence) throw m.underflow();
        else top -= 1;
        break;
      case 0x31: // POP_MARK
        top = m.popMark();
        fence = m.fence();
        break;
      case 0x32: // DUP
        if (top <= fence) throw m.underflow();
        kinds[top] = kinds[top - 1] ?? 0;
        values[top] = values[top - 1] ?? 0;
        top += 1;
        break;
      case 0x52: // REDUCE
      case 0x81: // NEWOBJ
        if (top - 2 < fence) throw m.underflow();
        top -= 1;
        if (code === 0x81 && !mayBeTuple(kinds[top] ?? 0))
          throw m.wrong("NEWOBJ without a tuple of arguments");
        values[top - 1] = m.call(
          code === 0x52 ? REDUCE : NEWOBJ,
          kinds[top - 1] ?? 0,
          values[top - 1] ?? 0,
          kinds[top] ?? 0,
          values[top] ?? 0,
        );
        kinds[top - 1] = CALL;
        break;
      case 0x62: // BUILD
        if (top - 2 < fence) throw m.underflow();
        top -= 1;
        if (kinds[top - 1] === CALL) heap.set(values[top - 1] ?? 0, 2, kinds[top] ?? 0, values[top] ?? 0);
        m.mutation("build", kinds[top - 1] ?? 0, values[top - 1] ?? 0, kinds[top] ?? 0, values[top] ?? 0);
        break;
      case 0x95: {
        // FRAME
        const length = u32(window, pos) + u32(window, pos + 4) * 4294967296;
        pos += 8;
        if (m.frameEnd > 0 && base + pos <= m.frameEnd)
          m.diverge("frame-nested", "a frame begins inside another");
        if (!Number.isSafeInteger(length)) throw m.wrong("a frame longer than everything");
        // An empty frame ends where it begins.
        m.frameEnd = length === 0 ? 0 : base + pos + length;
        soft = m.softEnd(safeEnd, base);
        break;
      }
      case 0x2e: // STOP
        if (top <= fence) throw m.underflow();
        if (m.frameEnd > base + pos) m.diverge("frame-unfinished", "the pickle stops before its frame ends");
        else if (m.frameEnd > 0 && m.frameEnd < base + pos)
          m.diverge("frame-crossed", "an instruction reaches across the end of its frame");
        return m.rest(STOPPED, base + pos, top, done);
      default: {
        // The rare ones are apart, so that this loop stays small enough to be compiled well.
        m.top = top;
        const next = carryOutRare(m, code, window, pos, base, last);
        if (next < 0) return m.rest(next === LINE_BEYOND ? LINE : TEXTS, base + start, top, done - 1);
        pos = next;
        top = m.top;
        fence = m.fence();
      }
    }
    if (m.paused) {
      m.paused = false;
      return m.rest(PAUSED, base + pos, top, done);
    }
  }
}

function mayBeTuple(kind: number): boolean {
  return kind === TUPLE || kind === UNKNOWN || kind === SUMMARY || kind === CALL;
}

import { floatLine, indexLine, integerLine, nameOf, type NumberLine } from "./constants.ts";
import {
  BOOL,
  BUFFER,
  CALL,
  FLOAT,
  GLOBAL,
  INST,
  INT,
  LONG,
  NEWOBJ_EX,
  OBJ,
  PERSISTENT,
  TEXT,
  TUPLE,
  UNKNOWN,
} from "./kinds.ts";
import type { PickleMachine } from "./machine.ts";
import { i32, lineEnd } from "./operands.ts";

/** The line of the instruction goes beyond the window. */
export const LINE_BEYOND = -1;
/** It needs texts from before the window. */
export const TEXTS_BEYOND = -2;

/**
 * Carries out an instruction that is not among the frequent ones: names, calls by class, lines of text,
 * persistent ids, extension codes.
 *
 * @param pos behind the instruction's code
 * @returns behind the instruction, or one of the two above, with the machine as it was
 */
export function carryOutRare(
  m: PickleMachine,
  code: number,
  window: Uint8Array,
  pos: number,
  base: number,
  last: boolean,
): number {
  switch (code) {
    case 0x92: {
      // NEWOBJ_EX
      if (m.top - 3 < m.fence()) throw m.underflow();
      const both = m.heap.make(TUPLE);
      m.heap.add(both, m.stackKinds, m.stackValues, m.top - 2, m.top);
      m.top -= 2;
      m.stackValues[m.top - 1] = m.call(
        NEWOBJ_EX,
        m.stackKinds[m.top - 1] ?? 0,
        m.stackValues[m.top - 1] ?? 0,
        TUPLE,
        both,
      );
      m.stackKinds[m.top - 1] = CALL;
      break;
    }
    case 0x6f: {
      // OBJ
      const first = m.popMark();
      if (first >= m.top) throw m.underflow();
      const args = m.heap.make(TUPLE);
      m.heap.add(args, m.stackKinds, m.stackValues, first + 1, m.top);
      m.stackValues[first] = m.call(OBJ, m.stackKinds[first] ?? 0, m.stackValues[first] ?? 0, TUPLE, args);
      m.stackKinds[first] = CALL;
      m.top = first + 1;
      break;
    }
    case 0x63: // GLOBAL
    case 0x69: {
      // INST
      const mid = lineEnd(window, pos);
      const end = mid < 0 ? -1 : lineEnd(window, mid + 1);
      if (end < 0) {
        if (last) throw m.cut();
        return LINE_BEYOND;
      }
      if (mid === pos || end === mid + 1) throw m.wrong("an empty name");
      const module = nameOf(window.subarray(pos, mid), m.at);
      const name = nameOf(window.subarray(mid + 1, end), m.at);
      pos = end + 1;
      const id = m.global(module, name);
      if (code === 0x63) {
        m.stackKinds[m.top] = GLOBAL;
        m.stackValues[m.top++] = id;
        break;
      }
      const first = m.popMark();
      const args = m.heap.make(TUPLE);
      m.heap.add(args, m.stackKinds, m.stackValues, first, m.top);
      m.stackValues[first] = m.call(INST, GLOBAL, id, TUPLE, args);
      m.stackKinds[first] = CALL;
      m.top = first + 1;
      break;
    }
    case 0x93: {
      // STACK_GLOBAL
      if (m.top - 2 < m.fence()) throw m.underflow();
      const texts = m.stackKinds[m.top - 2] === TEXT && m.stackKinds[m.top - 1] === TEXT;
      const module = texts ? m.text(m.stackValues[m.top - 2] ?? 0, window, base) : undefined;
      const name = texts ? m.text(m.stackValues[m.top - 1] ?? 0, window, base) : undefined;
      if (texts && (module === undefined || name === undefined)) {
        m.wanted = [m.stackValues[m.top - 2] ?? 0, m.stackValues[m.top - 1] ?? 0];
        return TEXTS_BEYOND;
      }
      const id = module !== undefined && name !== undefined ? m.global(module, name) : m.unresolvable();
      m.top -= 1;
      m.stackKinds[m.top - 1] = GLOBAL;
      m.stackValues[m.top - 1] = id;
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
        if (last) throw m.cut();
        return LINE_BEYOND;
      }
      lineInstruction(m, code, window, pos, end);
      pos = end + 1;
      break;
    }
    case 0x51: {
      // BINPERSID
      if (m.top <= m.fence()) throw m.underflow();
      const made = m.heap.make(PERSISTENT);
      m.heap.addOne(made, m.stackKinds[m.top - 1] ?? 0, m.stackValues[m.top - 1] ?? 0);
      m.stackKinds[m.top - 1] = PERSISTENT;
      m.stackValues[m.top - 1] = made;
      m.pauseIf(m.observer.persistent?.(m, PERSISTENT, made, m.at));
      break;
    }
    case 0x97: // NEXT_BUFFER
      m.stackKinds[m.top] = BUFFER;
      m.stackValues[m.top++] = 0;
      m.observer.buffer?.(m.at);
      break;
    case 0x98: // READONLY_BUFFER
      if (m.top <= m.fence()) throw m.underflow();
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
      if (number <= 0) throw m.wrong("an extension code below 1");
      pos += width;
      m.observer.extension?.(number, m.at);
      m.stackKinds[m.top] = GLOBAL;
      m.stackValues[m.top++] = m.unresolvable();
      break;
    }
    case 0x80: {
      // PROTO
      const protocol = window[pos++] ?? 0;
      if (protocol > 5) throw m.wrong(`protocol ${protocol}, and there are 0 to 5`);
      m.protocol = protocol;
      m.highestProtocol = Math.max(m.highestProtocol, protocol);
      break;
    }
    default:
      throw m.wrong(`no instruction has the code ${code}`);
  }
  return pos;
}

function lineInstruction(
  m: PickleMachine,
  code: number,
  window: Uint8Array,
  from: number,
  end: number,
): void {
  const push = (kind: number, value: number): void => {
    m.stackKinds[m.top] = kind;
    m.stackValues[m.top++] = value;
  };
  const number = (line: NumberLine, kind: number): void => {
    if (line.wrong === true) throw m.wrong("a number that is none");
    if (line.divergence !== undefined) m.diverge("number", line.divergence);
    if (line.bool !== undefined) push(BOOL, line.bool ? 1 : 0);
    else if (line.value !== undefined) push(kind, line.value);
    else push(LONG, m.at);
  };
  switch (code) {
    case 0x49:
      if (end === from) throw m.wrong("a number that is none");
      return number(integerLine(window.subarray(from, end), false), INT);
    case 0x4c:
      return number(integerLine(window.subarray(from, end), true), INT);
    case 0x46:
      return number(floatLine(window.subarray(from, end)), FLOAT);
    case 0x53: {
      const quote = window[from];
      const quoted = end - from >= 2 && quote === window[end - 1] && (quote === 0x27 || quote === 0x22);
      if (!quoted) throw m.wrong("a STRING without quotes");
      return push(TEXT, m.at);
    }
    case 0x56:
      return push(TEXT, m.at);
    case 0x50: {
      const made = m.heap.make(PERSISTENT);
      m.heap.addOne(made, TEXT, m.at);
      push(PERSISTENT, made);
      return m.pauseIf(m.observer.persistent?.(m, PERSISTENT, made, m.at));
    }
    default: {
      const index = indexLine(window, from, end);
      if (index < 0) throw m.wrong("a memo index that is none");
      if (code === 0x70) {
        if (m.top <= m.fence()) throw m.underflow();
        const above = m.top - 1;
        return m.memo.put(m.memoIndex(index), m.stackKinds[above] ?? 0, m.stackValues[above] ?? 0);
      }
      if (m.memo.get(index)) return push(m.memo.kind, m.memo.value);
      m.missing(index);
      return push(UNKNOWN, 0);
    }
  }
}

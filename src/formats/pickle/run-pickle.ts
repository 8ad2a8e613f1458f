import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import {
  LINE,
  machineLimits,
  MORE,
  PAUSED,
  PickleMachine,
  STOPPED,
  TEXTS,
  type MachineLimits,
} from "./machine.ts";
import { runWindow } from "./run-window.ts";
import type { PickleObserver } from "./observer.ts";
import { PickleSession } from "./session.ts";

/** Windows grow while bytes follow each other, and are small again behind something jumped over. */
const smallWindow = 64 * 1024;
const largeWindow = 1024 * 1024;
/** Lines longer than this are passed over. */
const longestLine = 8 * 1024 * 1024;
const keptTexts = 10_000;

export interface RunOptions {
  readonly limits?: Partial<MachineLimits>;
  readonly signal?: AbortSignal;
}

/** How far a pickle was read. */
export interface PickleRun {
  readonly start: number;
  /** Behind STOP, or where it could not go on. */
  readonly end: number;
  readonly opcodes: number;
  readonly calls: number;
  /** The highest protocol named by it; 0 where none is. */
  readonly protocol: number;
  /** Why it broke off; what the observer was told until then has happened. */
  readonly fault?: FormatFault;
  readonly session: PickleSession;
}

/**
 * Reads one pickle, from `start` to its STOP, and tells the observer what it does.
 *
 * Linear in the instructions; contents are jumped over, so a blob costs nothing whatever its size.
 * Memory is bounded by the limits, not by the file. Nothing is imported, called or built.
 *
 * @returns also for a broken pickle: CPython would have done everything up to there
 * @example
 * const run = await runPickle(source, 0, { call: (machine, call) => false });
 */
export async function runPickle(
  source: ByteSource,
  start: number,
  observer: PickleObserver,
  options: RunOptions = {},
): Promise<PickleRun> {
  const machine = new PickleMachine(start, observer, { ...machineLimits, ...options.limits });
  const session = new PickleSession(source, machine, start);
  let fault: FormatFault | undefined;
  try {
    await drive(source, machine, session, observer, options.signal);
  } catch (cause) {
    if (!(cause instanceof FormatFault)) throw cause;
    fault = cause;
  }
  return {
    start,
    end: fault === undefined ? machine.position : Math.min(machine.at, source.size),
    opcodes: machine.opcodes,
    calls: machine.calls,
    protocol: machine.highestProtocol,
    session,
    ...(fault === undefined ? {} : { fault }),
  };
}

async function drive(
  source: ByteSource,
  machine: PickleMachine,
  session: PickleSession,
  observer: PickleObserver,
  signal: AbortSignal | undefined,
): Promise<void> {
  let base = machine.position;
  let size = smallWindow;
  let window = await source.read(base, size);
  for (;;) {
    signal?.throwIfAborted();
    const rest = runWindow(machine, window, base, base + window.length >= source.size);
    if (rest === STOPPED) return;
    if (rest === PAUSED) {
      const next = await observer.settle?.(session);
      if (next !== undefined) machine.jump(next);
    } else if (rest === TEXTS) {
      if (machine.texts.size > keptTexts) machine.texts.clear();
      for (const at of machine.wanted) machine.texts.set(at, (await session.text(at)).value);
    } else if (rest === LINE && window.length >= longestLine) {
      machine.passLine(await endOfLine(source, machine.position));
    } else if (rest === LINE) size = Math.max(size, window.length * 4);
    const { position } = machine;
    if (position > source.size)
      throw new FormatFault("truncated", "the pickle ends within an instruction", machine.at);
    const inside = position >= base && position < base + window.length;
    if (rest !== MORE && rest !== LINE && inside) continue;
    if (rest === MORE)
      size = inside || position === base + window.length ? Math.min(size * 2, largeWindow) : smallWindow;
    base = position;
    window = await source.read(base, size);
  }
}

/** Behind the newline of the line that begins here. Only strings and numbers may be as long as that. */
async function endOfLine(source: ByteSource, at: number): Promise<number> {
  const [code] = await source.read(at, 1);
  if (code !== 0x56 && code !== 0x53)
    throw new FormatFault("too-large", "a name or a number longer than any program writes", at);
  for (let from = at + 1; from < source.size;) {
    const piece = await source.read(from, largeWindow);
    const newline = piece.indexOf(10);
    if (newline >= 0) return from + newline + 1;
    from += piece.length;
  }
  throw new FormatFault("truncated", "a line without an end", at);
}

import type { Detector, Inspection, Signal } from "../../contracts/index.ts";
import { inspectArriving } from "./inspect-arriving.ts";
import { inspectViews, viewsFor, type Watching } from "./inspect-text.ts";
import { mergeSignals } from "./merge-signals.ts";

export interface Slicing extends Watching {
  /** UTF-16 units looked at in one step; a text of up to twice as many is one step. 32,768 unless told. */
  readonly slice?: number;
  /** Inspecting ends as soon as more signals than this were seen; unbounded unless told. */
  readonly mostSignals?: number;
  /** The rest of the text was not looked at, because there were too many signals: it must be refused. */
  flooded?(): void;
}

const defaultSlice = 32_768;

/**
 * As `inspectText`, but one step at a time for long texts, so that whoever runs it can see to others between two
 * steps, or give up. Detectors that hold go over the text as over a stream, by the same laws; what they
 * find is what `inspectText` finds, or covers it. Detectors that judge whole texts look last, each in a step of its own.
 *
 * Linear: a step is never shorter than what is still held.
 *
 * @example for (let step = steps.next(); !step.done; step = steps.next()) await pause();
 */
export function* inspectInSlices(
  detectors: readonly Detector[],
  inspection: Inspection,
  slicing: Slicing = {},
): Generator<undefined, Signal[], undefined> {
  const { slice = defaultSlice, mostSignals = Infinity } = slicing;
  const asked = detectors.filter(({ stages }) => stages.includes(inspection.stage));
  const { text } = inspection;
  if (text.length <= 2 * slice) return inspectViews(asked, inspection, viewsFor(asked, text), slicing);
  const holders = asked.filter((detector) => detector.hold !== undefined);
  const judges = asked.filter((detector) => detector.hold === undefined);
  const found: Signal[] = [];
  for (const { ready, seen } of holders.length === 0 ? [] : passing(holders, inspection, slice, slicing)) {
    for (const signal of ready) found.push(signal);
    // Those that are not decided yet count too: a text may be held to its end.
    if (Math.max(seen, found.length) > mostSignals) {
      slicing.flooded?.();
      return mergeSignals(found);
    }
    yield;
  }
  if (judges.length === 0) return mergeSignals(found);
  const views = viewsFor(judges, text);
  yield;
  for (const judge of judges) {
    for (const signal of inspectViews([judge], inspection, views, slicing)) found.push(signal);
    if (found.length > mostSignals) {
      slicing.flooded?.();
      break;
    }
    yield;
  }
  return mergeSignals(found);
}

/** Goes over the text as if it arrived in pieces; gives what is decided with each. */
function* passing(
  detectors: readonly Detector[],
  inspection: Inspection,
  slice: number,
  watching: Watching,
): Generator<{ readonly ready: readonly Signal[]; readonly seen: number }, void, undefined> {
  const { text } = inspection;
  const lookBehind = Math.max(...detectors.map((detector) => detector.lookBehind));
  const step = Math.max(slice, 2);
  let decided = 0;
  let end = 0;
  while (end < text.length) {
    // At least as much again as is held, so that a long hold costs linear work.
    end = whole(text, Math.min(text.length, Math.max(decided + step, end + (end - decided), end + 2)));
    const from = whole(text, Math.max(0, decided - lookBehind));
    const own = text.slice(from, end);
    const seen = inspectArriving(detectors, { ...inspection, text: own }, decided - from, watching);
    const until = end === text.length ? text.length : Math.max(decided, from + seen.until);
    const ready: Signal[] = [];
    for (const signal of seen.signals) {
      const start = Math.max(decided, signal.start + from);
      const to = signal.end + from;
      if (to <= decided || (start >= until && end < text.length)) continue;
      ready.push({ ...signal, start, end: to });
    }
    decided = until;
    yield { ready, seen: seen.signals.length };
  }
}

/** The offset, moved out of the middle of a surrogate pair. */
const whole = (text: string, at: number): number =>
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 ? at - 1 : at;

import type { Detector, Inspection, Signal } from "../../contracts/index.ts";
import { viewHold } from "../views/index.ts";
import { beforeSpans, holdOf } from "./hold-of.ts";
import { inspectViews, viewsFor, type Watching } from "./inspect-text.ts";
import { mergeSignals } from "./merge-signals.ts";

/** What was seen in a text that is still arriving. */
export interface Arriving {
  readonly signals: readonly Signal[];
  /** The offset up to which the text is decided, as `holdOf` has it. */
  readonly until: number;
}

/**
 * Looks at the end of a text that is still arriving, of which everything up to `decided` was decided before. As
 * `inspectText` and `holdOf` together, but each detector is given no more than what it looks back on: with a text
 * that comes in small pieces that is most of the work. Signals that lie before `decided` may be missing.
 *
 * By the two laws of streams (see `Detector`) what starts at `decided` or later is found in the last
 * `lookBehind` units before it, by itself or inside a longer signal, and what starts earlier has been seen to.
 * Where there are views all are given the whole text, since offsets into a view say nothing of `decided`.
 *
 * @param inspection its text begins so far before `decided` as the detector that looks back furthest wants
 */
export function inspectArriving(
  detectors: readonly Detector[],
  inspection: Inspection,
  decided: number,
  watching: Watching = {},
): Arriving {
  const { text, context } = inspection;
  const views = viewsFor(detectors, text);
  if (views.length > 0) {
    const signals = inspectViews(detectors, inspection, views, watching);
    return { signals, until: holdOf(detectors, text, views, signals, context) };
  }
  const found: Signal[] = [];
  let until = text.length;
  let viewed = false;
  for (const detector of detectors) {
    const from = startBefore(text, decided, detector.lookBehind);
    const own = from === 0 ? text : text.slice(from);
    for (const signal of inspectViews([detector], { ...inspection, text: own }, [], watching)) {
      const end = signal.end + from;
      // One that reaches across `decided` rests on a beginning that was cut off: rather too much than too little.
      if (end > decided) found.push({ ...signal, start: Math.max(decided, signal.start + from), end });
    }
    if (detector.hold === undefined) continue;
    viewed ||= detector.reads !== "written";
    until = Math.min(until, from + detector.hold(own, context));
  }
  if (viewed) until = Math.min(until, viewHold(text));
  const signals = found.length < 2 ? found : mergeSignals(found);
  return { signals, until: beforeSpans(until, signals) };
}

/** So far before an offset, and never inside a surrogate pair. */
function startBefore(text: string, offset: number, units: number): number {
  const start = Math.max(0, offset - units);
  return start > 0 && (text.charCodeAt(start) & 0xfc00) === 0xdc00 ? start - 1 : start;
}

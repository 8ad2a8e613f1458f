import type { Detector, InspectionContext, Signal } from "../../contracts/index.ts";
import { viewHold, type View } from "../views/index.ts";
import { readsView } from "./inspect-text.ts";

/**
 * The offset up to which a text that is still arriving has been decided: whatever follows, every signal
 * that starts before it is among `signals`, and ends before it. The rest must be held.
 *
 * It is the smallest of what the detectors and the views hold, moved back to the start of a signal that
 * reaches across it. Detectors without `hold` are not asked.
 */
export function holdOf(
  detectors: readonly Detector[],
  text: string,
  views: readonly View[],
  signals: readonly Signal[],
  context?: InspectionContext,
): number {
  let decided = text.length;
  let viewed = false;
  for (const detector of detectors) {
    if (detector.hold === undefined) continue;
    decided = Math.min(decided, detector.hold(text, context));
    viewed ||= detector.reads !== "written";
    for (const view of views) {
      if (!view.open || !readsView(detector, view)) continue;
      const held = detector.hold(view.text, context);
      if (held < view.text.length) decided = Math.min(decided, view.original(held, view.text.length)[0]);
    }
  }
  if (viewed) decided = Math.min(decided, viewHold(text));
  return beforeSpans(decided, signals);
}

/**
 * Moves an offset back until no signal reaches across it. One pass from the back is enough, because the
 * signals are in order of their starts: whatever was passed starts at or behind the offset.
 */
export function beforeSpans(offset: number, signals: readonly Signal[]): number {
  let moved = offset;
  for (let i = signals.length - 1; i >= 0; i--) {
    const signal = signals[i];
    if (signal !== undefined && signal.start < moved && signal.end > moved) moved = signal.start;
  }
  return moved;
}

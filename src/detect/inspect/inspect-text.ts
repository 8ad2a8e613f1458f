import type { Detector, Inspection, Signal } from "../../contracts/index.ts";
import { viewsOf, type View } from "../views/index.ts";
import { mergeSignals } from "./merge-signals.ts";

type ViewDepth = Exclude<Detector["reads"], "written">;

/** What a caller may want to know of the run besides the signals. */
export interface Watching {
  /** A detector threw: without this the error is thrown on. */
  failed?(detector: Detector, error: unknown): void;
  /** How long a detector took over all views, in microseconds. Measured only when asked for. */
  took?(detector: Detector, micros: number): void;
}

/**
 * Runs detectors over a text and its views, and carries every span back to the text as written, so that
 * whoever redacts hits the original. What is seen both in the text and in a view of it is said once.
 * Sorted by place. Pure; linear in the text for linear detectors, since views are bounded.
 *
 * @example inspectText(detectors, { stage: "output", role: "assistant", text })
 */
export function inspectText(
  detectors: readonly Detector[],
  inspection: Inspection,
  watching: Watching = {},
): Signal[] {
  const asked = detectors.filter(({ stages }) => stages.includes(inspection.stage));
  return inspectViews(asked, inspection, viewsFor(asked, inspection.text), watching);
}

/** The views that at least one of the detectors reads. */
export function viewsFor(detectors: readonly Detector[], text: string): readonly View[] {
  if (detectors.some(({ reads }) => reads === "decoded")) return latestViews(text, "decoded");
  return detectors.some(({ reads }) => reads === "normalised") ? latestViews(text, "normalised") : [];
}

/** A longer text is not worth holding on to. */
const mostRemembered = 65_536;
let latest: { readonly text: string; readonly depth: ViewDepth; readonly views: readonly View[] } | undefined;

/** The views of a text; those of the latest one are remembered, since detectors come to it in groups. */
function latestViews(text: string, depth: ViewDepth): readonly View[] {
  if (latest !== undefined && latest.depth === depth && latest.text === text) return latest.views;
  const views = viewsOf(text, depth);
  if (text.length <= mostRemembered) latest = { text, depth, views };
  return views;
}

/** As `inspectText`, with views made before. Every detector given is run. */
export function inspectViews(
  detectors: readonly Detector[],
  inspection: Inspection,
  views: readonly View[],
  watching: Watching = {},
): Signal[] {
  const found: Signal[] = [];
  for (const detector of detectors) {
    const began = watching.took === undefined ? 0 : performance.now();
    try {
      run(detector, inspection, views, found);
    } catch (error) {
      if (watching.failed === undefined) throw error;
      watching.failed(detector, error);
    }
    watching.took?.(detector, (performance.now() - began) * 1000);
  }
  return found.length < 2 ? found : mergeSignals(found);
}

function run(detector: Detector, inspection: Inspection, views: readonly View[], found: Signal[]): void {
  for (const signal of detector.inspect(inspection)) found.push(signal);
  for (const view of views) {
    if (!readsView(detector, view)) continue;
    for (const signal of detector.inspect({ ...inspection, text: view.text })) {
      const [start, end] = view.original(signal.start, signal.end);
      found.push({ ...signal, start, end, view: view.kinds });
    }
  }
}

/** Whether a detector wants this view. */
export function readsView({ reads }: Detector, view: View): boolean {
  if (reads === "decoded") return true;
  return reads === "normalised" && view.kinds.every((kind) => kind === "normalised");
}

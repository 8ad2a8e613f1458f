import type { InspectionContext, Part, PlacedSignal, Signal } from "../../contracts/index.ts";
import type { PureInspector, Trouble } from "./pure-inspector.ts";

/** Which texts are read as one, and how. */
export interface Joining {
  readonly turns: number;
  readonly characters: number;
  /** What stands between two of them. */
  readonly between: string;
  joins(part: Part): boolean;
  counts(signal: Signal): boolean;
}

/** Turns of a request: what a sender says piece by piece. */
export const acrossTurns = (bounds: Pick<Joining, "turns" | "characters">): Joining => ({
  ...bounds,
  between: "\n",
  joins: ({ role }) => role !== "assistant" && role !== "system",
  counts: () => true,
});

/** Parts and choices of an answer: clients set them side by side, and a key cut in two is whole again. */
export const acrossParts: Joining = {
  turns: 4,
  characters: 2_048,
  between: "",
  joins: ({ stage }) => stage === "output",
  counts: ({ category }) => category === "secret" || category === "canary",
};

interface Piece {
  readonly part: Part;
  /** Where the piece begins in the joined text, and in its part. */
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/**
 * Reads a few texts as one, for what is split across them: each together with
 * those of its stage and role right before it, the last `turns` of them and `characters` at most. Only what
 * reaches across a seam counts, and only where no piece alone gives the same signal; it is placed on every
 * piece it touches. Each window is inspected by itself, so a new turn costs one window.
 */
export function inspectJoined(
  parts: readonly Part[],
  inspector: PureInspector,
  context: InspectionContext,
  joining: Joining,
  alone: ReadonlyMap<string, readonly Signal[]>,
): { readonly signals: readonly PlacedSignal[]; readonly troubles: readonly Trouble[] } {
  const found = new Map<string, PlacedSignal>();
  const troubles: Trouble[] = [];
  const windows = new Map<string, Part[]>();
  for (const part of parts) {
    if (part.text === "" || !joining.joins(part)) continue;
    const kind = `${part.stage} ${part.role}`;
    const window = windows.get(kind) ?? [];
    windows.set(kind, window);
    window.push(part);
    if (window.length > joining.turns) window.shift();
    if (window.length < 2) continue;
    const { text, pieces } = join(window, joining);
    const inspected = inspector.inspect({ stage: part.stage, role: part.role, text }, context);
    troubles.push(...inspected.troubles);
    for (const signal of inspected.signals.filter((one) => joining.counts(one)))
      for (const placed of place(signal, pieces, alone)) {
        const { part: at, start, end, detector, rule } = placed;
        found.set(JSON.stringify([at, start, end, detector, rule]), placed);
      }
  }
  return { signals: [...found.values()], troubles };
}

/** The window as one text: of the last part its beginning, of those before it their ends. */
function join(
  window: readonly Part[],
  { characters, between }: Joining,
): { text: string; pieces: readonly Piece[] } {
  const last = window.at(-1);
  const half = characters >> 1;
  let left = characters - Math.min(last?.text.length ?? 0, half);
  const taken: { part: Part; from: number; text: string }[] = [];
  for (let i = window.length - 2; i >= 0 && left > 0; i--) {
    const part = window[i];
    if (part === undefined) break;
    const from = Math.max(0, part.text.length - left);
    taken.unshift({ part, from, text: part.text.slice(from) });
    left -= part.text.length + between.length;
  }
  if (last !== undefined) taken.push({ part: last, from: 0, text: last.text.slice(0, half) });
  const pieces: Piece[] = [];
  let text = "";
  for (const one of taken) {
    if (text !== "") text += between;
    pieces.push({ part: one.part, at: text.length, from: one.from, length: one.text.length });
    text += one.text;
  }
  return { text, pieces };
}

function place(
  signal: Signal,
  pieces: readonly Piece[],
  alone: ReadonlyMap<string, readonly Signal[]>,
): PlacedSignal[] {
  const touched = pieces.filter(({ at, length }) => signal.start < at + length && signal.end > at);
  if (touched.length < 2) return [];
  const known = touched.some(({ part }) =>
    alone.get(part.at)?.some(({ detector, rule }) => detector === signal.detector && rule === signal.rule),
  );
  if (known) return [];
  return touched.map(({ part, at, from, length }) => ({
    ...signal,
    part: part.at,
    start: from + Math.max(0, signal.start - at),
    end: from + Math.min(length, signal.end - at),
    view: ["joined", ...(signal.view ?? [])],
  }));
}

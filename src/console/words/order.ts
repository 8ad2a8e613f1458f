import type { Band, CellState, CoverageColumn } from "../../contracts/index.ts";

/** Gravest first; severities are the same words. */
export const bands = ["critical", "high", "medium", "low"] as const satisfies readonly Band[];
export const columns = [
  "tested",
  "guarded",
  "watched",
  "rehearsed",
] as const satisfies readonly CoverageColumn[];
/** What asks for work first. */
export const cellStates = [
  "failing",
  "inconclusive",
  "stale",
  "planned",
  "passing",
  "none",
] as const satisfies readonly CellState[];

/** What a cell state means, as the legend and the screen reader say it. */
export const stateMeaning: Readonly<Record<CellState, string>> = {
  passing: "Evidence passes its gate",
  failing: "Evidence fails its gate",
  inconclusive: "Tried; the evidence cannot tell",
  stale: "Evidence is about an older version",
  planned: "Named in a plan; nothing ran yet",
  none: "Nothing",
};

export const columnMeaning: Readonly<Record<CoverageColumn, string>> = {
  tested: "Proved before launch",
  guarded: "Blocked at run time",
  watched: "Noticed at run time",
  rehearsed: "Handled afterwards, and practised",
};

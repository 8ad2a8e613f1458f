import type { Band } from "./threat.ts";

export type CoverageColumn = "tested" | "guarded" | "watched" | "rehearsed";
export type CellState = "none" | "planned" | "passing" | "failing" | "inconclusive" | "stale";

/** Digests of what a piece of evidence was about, at the time it was made. */
export interface Subject {
  readonly system: string;
  /** Component id → digest. */
  readonly components: Readonly<Record<string, string>>;
}

/** One dated piece of evidence for one column, as the matrix reads it. */
export interface CoverageFact {
  readonly column: CoverageColumn;
  /** The test, guard, monitor or playbook ids this answers, as threat rules name them. */
  readonly covers: readonly string[];
  readonly state: Exclude<CellState, "none" | "stale">;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `bartizan`, or the name of the tool the result was imported from. */
  readonly source: string;
  readonly link: EvidenceLink;
  readonly subject: Subject;
  /** What the target was: kind, address, model. Evidence about another model does not speak for this one. */
  readonly targetDigest?: string;
  /** The component the target stands for. A fact about one component does not speak for another. */
  readonly component?: string;
  /** One sentence: the verdict in words. */
  readonly sentence: string;
}

export interface EvidenceLink {
  readonly run: string;
  readonly check: string;
  readonly target: string;
  /** Ledger sequence number of the deciding entry. */
  readonly entry: number;
}

export interface CoverageCell {
  readonly state: CellState;
  /** ISO 8601; the newest fact's date. Absent for `none`. */
  readonly at?: string;
  readonly source?: string;
  readonly links: readonly EvidenceLink[];
  /** What would fill or has filled this cell. */
  readonly coveredBy: readonly string[];
  /** One sentence for a person: why the cell is what it is. */
  readonly why: string;
}

export interface CoverageRow {
  /** Threat instance id, such as `T02@F12`. */
  readonly threat: string;
  readonly rule: string;
  readonly title: string;
  readonly element: string;
  /** The component under which the row is grouped; `system` where there is none. */
  readonly group: string;
  readonly band: Band;
  readonly likelihood: number;
  readonly impact: number;
  readonly cells: Readonly<Record<CoverageColumn, CoverageCell>>;
}

/** threat × {tested, guarded, watched, rehearsed}. */
export interface CoverageMatrix {
  readonly schemaVersion: "bartizan.coverage/v1";
  readonly system: { readonly id: string; readonly name: string; readonly digest: string };
  /** ISO 8601, UTC. */
  readonly asOf: string;
  readonly rows: readonly CoverageRow[];
  readonly totals: Readonly<Record<CoverageColumn, Readonly<Record<CellState, number>>>>;
}

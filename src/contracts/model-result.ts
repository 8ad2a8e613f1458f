import type { JsonObject } from "./json.ts";
import type { Gate, Verdict } from "./measure.ts";
import type { ModelFinding, ModelMeasure, UnitExample, UnitOutcome } from "./model-check.ts";

/** A unit that shows something: the worst come first, so that a person can look at what happened. */
export interface ModelExampleRecord {
  readonly unit: string;
  readonly outcome: UnitOutcome;
  readonly queries: number;
  readonly detail: JsonObject;
  /** Absent where there was none, or it was deleted since. */
  readonly example?: UnitExample;
  /** Ledger sequence number of its `unit.examined` entry. */
  readonly entry: number;
}

/** The result of one check on one predicting model. */
export interface ModelResult {
  readonly check: string;
  readonly checkVersion: string;
  readonly title: string;
  readonly target: string;
  readonly component?: string;
  readonly covers: readonly string[];
  readonly references: readonly string[];
  readonly gate?: Gate;
  readonly verdict: Verdict;
  readonly measures: readonly ModelMeasure[];
  readonly findings: readonly ModelFinding[];
  readonly caveats: readonly string[];
  /** Units planned, and what became of those examined. */
  readonly units: { readonly planned: number } & Readonly<Partial<Record<UnitOutcome, number>>>;
  readonly queries: { readonly spent: number; readonly planned: number };
  /** How rows are to be shown: names of features, classes, or the shape of a picture. */
  readonly rows: {
    readonly shape: readonly number[];
    readonly features?: readonly string[];
    readonly classes?: readonly string[];
  };
  /** Worst first, bounded by the caller. */
  readonly examples: readonly ModelExampleRecord[];
  /** Ledger sequence number of the `audit.decided` entry; absent while it runs. */
  readonly entry?: number;
  readonly decidedAt?: string;
}

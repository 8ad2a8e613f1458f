import type { Verdict } from "./measure.ts";
import type { ModelConclusion, ModelMeasure, UnitOutcome } from "./model-check.ts";
import type { InputSpec, OutputSpec } from "./predict.ts";

/** One example as a report shows it: the row as it was, and as the model was seen to answer it wrongly. */
export interface ModelExample {
  readonly unit: string;
  readonly outcome: UnitOutcome;
  readonly queries: number;
  /** The true class, and what the model said before and after; names where classes are named. */
  readonly label?: string;
  readonly before?: string;
  readonly after?: string;
  /** In the units of the rows, or of the features' scales. */
  readonly distances?: Readonly<Record<string, number>>;
  /** Why it could not be examined; what a transformation was. */
  readonly note?: string;
  /** The values as the file has them; absent where their evidence was destroyed. */
  readonly row?: readonly number[];
  readonly adversarial?: readonly number[];
  /** Ledger sequence number of the `unit.examined` entry. */
  readonly entry: number;
}

/** What one check found on one predicting model. */
export interface ModelResult {
  readonly check: string;
  readonly checkVersion: string;
  readonly title: string;
  readonly about: string;
  readonly target: string;
  readonly component?: string;
  /** What the model gave as its name and version at the first look. */
  readonly model?: string;
  readonly covers: readonly string[];
  readonly references: readonly string[];
  readonly gate?: { readonly atMost: number; readonly confidence: number; readonly unscoredAtMost: number };
  readonly verdict: Verdict;
  readonly input: InputSpec;
  readonly output: OutputSpec;
  readonly units: {
    readonly planned: number;
    readonly examined: number;
    readonly outcomes: Readonly<Partial<Record<UnitOutcome, number>>>;
  };
  /** Rows asked for; those of units that were cut short counted with all they may have spent. */
  readonly queries: number;
  readonly measures: readonly ModelMeasure[];
  readonly gated?: NonNullable<ModelConclusion["gated"]>;
  /** Those that needed least first; bounded. */
  readonly examples: readonly ModelExample[];
  readonly leftOut: readonly { readonly reason: string; readonly units: number }[];
  /** What must be known beside the numbers. */
  readonly caveats: readonly string[];
  /** Ledger sequence number of the `audit.decided` entry; 0 where it was not decided. */
  readonly entry: number;
  readonly decidedAt: string;
}

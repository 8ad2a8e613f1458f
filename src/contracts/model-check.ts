import type { Clock, RandomSource } from "./ambient.ts";
import type { Severity } from "./case.ts";
import type { JsonObject } from "./json.ts";
import type { Interval } from "./measure.ts";
import type { InputSpec, LocalModel, OutputKind, OutputSpec, PredictTarget, Rows } from "./predict.ts";

/** Rows with their true classes, in the order of the file; what a check attacks and calibrates with. */
export interface LabelledRows {
  readonly rows: Rows;
  readonly labels: Int32Array;
  /** SHA-256 of the file they came from and of what was taken of it, hex. */
  readonly digest: string;
  /** Rows of the whole file, where these are a sample of it. */
  readonly of?: number;
}

/** The data a manifest gives for a predicting model. */
export interface ModelData {
  /** Held-out rows: each is an example that an attack starts from. */
  readonly test: LabelledRows;
  /** Rows the model was trained on, where the audit may see them: membership, starting points. */
  readonly train?: LabelledRows;
}

/** A feature that follows from others: an attacker cannot set it, and it must stay consistent. */
export interface FeatureDerivation {
  /** `linear`: Σ weights·features + offset. `difference`: the first less the others. `ratio`: the first by the second. */
  readonly by: "sum" | "difference" | "product" | "ratio" | "linear";
  readonly of: readonly string[];
  readonly weights?: readonly number[];
  readonly offset?: number;
}

/** What an attacker may do to one feature. Fraud-like models are attacked within these, and without them. */
export interface FeatureRule {
  readonly feature: string;
  /** Not to be changed by the attacker. */
  readonly immutable?: boolean;
  readonly direction?: "up" | "down";
  readonly integer?: boolean;
  readonly low?: number;
  readonly high?: number;
  /** Cost of changing it by one unit. */
  readonly cost?: number;
  /** How much of the feature one unit of distance is (default 1): a standard deviation, a price step. */
  readonly scale?: number;
  readonly derived?: FeatureDerivation;
}

/** What a check needs of a predicting target; what is lacking is refused with the reason. */
export interface ModelNeeds {
  readonly outputs: readonly OutputKind[];
  /** A local file with gradients, a tree ensemble, or neither. */
  readonly access?: "gradient" | "trees";
  /** What a row must be; numbers, where nothing is said. */
  readonly rows?: "numbers" | "texts";
  readonly train?: boolean;
  /** Fewer examples than this cannot carry the claim. */
  readonly examples?: number;
}

export interface ModelFacts {
  readonly target: string;
  readonly input: InputSpec;
  readonly output: OutputSpec;
  readonly examples: number;
  readonly trainExamples: number;
  readonly rules: readonly FeatureRule[];
  /** The most that all changes of a row may cost together, in the unit of the rules' costs. */
  readonly costLimit?: number;
  /** Features that the model's answers must not tell of a person. */
  readonly sensitive?: readonly string[];
  /** Change of each feature, as a share of its range, that gates of evasion are held against. */
  readonly radius?: number;
  /** What an attacker pays for answers; the target's price is the attacker's. */
  readonly price?: QueryPrice;
  /** Of every interval a conclusion states: the gate's, or 0.95. */
  readonly confidence: number;
}

/** What an endpoint charges, in one currency (ISO 4217). */
export interface QueryPrice {
  readonly currency: string;
  readonly perRow?: number;
  readonly perRequest?: number;
  /** Rows that one request may hold. */
  readonly rowsPerRequest?: number;
}

/** What will be done, before the first query. One unit is one example, or one model-wide question. */
export interface ModelPlan {
  /** In order; ids are stable across machines. */
  readonly units: readonly string[];
  /** The most queries a unit may spend, in rows. */
  readonly queriesPerUnit: number;
  readonly settings: JsonObject;
  /** Whether the gated share is one of units: then a gate too tight for their number is told beforehand. */
  readonly gatesUnits?: boolean;
  /** `units`: how many the entry stands for, where it is more than this one. */
  readonly leftOut: readonly { readonly unit: string; readonly reason: string; readonly units?: number }[];
}

/** Never silently one of the others: an attack that could not start is not robustness. */
export const unitOutcomes = [
  "clean-wrong",
  "success",
  "failed-within-budget",
  "refused",
  "init-failed",
  "measured",
] as const;
export type UnitOutcome = (typeof unitOutcomes)[number];

/** What was seen for one unit. JSON, so that it is evidence as it stands, and a killed run goes on from it. */
export interface UnitRecord {
  readonly unit: string;
  readonly outcome: UnitOutcome;
  readonly queries: number;
  /** Distances, curves, labels: what the check's conclusion needs. Kept in the ledger, so it is short. */
  readonly detail: JsonObject;
  /** The row and what became of it. May be data of persons: kept encrypted beside the ledger. */
  readonly example?: UnitExample;
}

/** A row as it was and as the model was seen to answer it wrongly. */
export interface UnitExample {
  readonly row: readonly number[];
  readonly adversarial?: readonly number[];
}

export interface UnitContext {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Seeded by run, check and unit: the same whatever ran before it. */
  readonly random: RandomSource;
  readonly data: ModelData;
  readonly facts: ModelFacts;
  readonly settings: JsonObject;
  /** Metered: throws when the unit's budget is spent. */
  readonly model: PredictTarget;
  readonly local?: LocalModel;
}

/** One point of a curve: at `x`, the share `y` with its interval. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly n: number;
  readonly interval: Interval;
}

/** What a check measured on one model. */
export type ModelMeasure =
  | {
      readonly kind: "curve";
      readonly id: string;
      readonly title: string;
      readonly xLabel: string;
      readonly yLabel: string;
      readonly logX?: boolean;
      readonly logY?: boolean;
      /** As in a ROC curve, y = x is what guessing gives: it is drawn too. */
      readonly guessing?: "diagonal";
      readonly points: readonly CurvePoint[];
    }
  | {
      readonly kind: "number";
      readonly id: string;
      readonly title: string;
      readonly value: number;
      readonly unit?: string;
      readonly n: number;
      readonly interval?: Interval;
    }
  | {
      /** What could not be said, and what it would take. */
      readonly kind: "refused";
      readonly id: string;
      readonly title: string;
      readonly why: string;
    };

export interface ModelFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly sentence: string;
  readonly remedy: string;
  /** Units that show it, worst first. */
  readonly units: readonly string[];
}

export interface ModelConclusion {
  readonly measures: readonly ModelMeasure[];
  readonly findings: readonly ModelFinding[];
  /** The measure a gate is held against: a share in [0, 1], smaller is better. */
  readonly gated?: { readonly value: number; readonly interval: Interval; readonly sentence: string };
  readonly caveats: readonly string[];
}

/**
 * One kind of assessment of a predicting model. A folder whose `model-check.ts` exports it as `check`.
 * The engine owns order, budget, seeds, evidence and resume; `conclude` sees records alone, so that a report
 * read back says what the run said.
 */
export interface ModelCheck {
  /** `<family>/<name>`, such as `robustness/score-attack`. */
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly about: string;
  readonly needs: ModelNeeds;
  readonly covers: readonly string[];
  readonly references: readonly string[];
  plan(facts: ModelFacts): ModelPlan;
  examine(unit: string, context: UnitContext): Promise<UnitRecord>;
  conclude(records: readonly UnitRecord[], facts: ModelFacts, settings: JsonObject): ModelConclusion;
}

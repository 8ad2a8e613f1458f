import type { Clock, RandomSource } from "./ambient.ts";

/**
 * Rows of numbers, row-major: row `i` is `data[i * width .. (i + 1) * width)`.
 * Pictures are flattened in the order their `InputSpec.shape` names.
 */
export interface Rows {
  readonly count: number;
  readonly width: number;
  readonly data: Float64Array;
}

/** What one row is. `shape` is without the batch axis: `[30]`, `[1, 8, 8]`. */
export interface InputSpec {
  readonly shape: readonly number[];
  /** Names of the features, where the model has features. As many as the row is wide. */
  readonly features?: readonly string[];
  /** The values a row may take; absent: any. */
  readonly domain?: { readonly low: number; readonly high: number };
  /** Rows are texts: code points, and −1 behind the end. The shape is `[characters at most]`. */
  readonly text?: true;
}

/** How much of the answer an attacker sees. */
export type OutputKind =
  /** The chosen class only. */
  | "label"
  /** One probability (or unnormalised score) per class. */
  | "score"
  /** A vector to be compared by distance: faces, voices, behaviour. */
  | "embedding"
  /** One number: a price, a rating. */
  | "value";

export interface OutputSpec {
  readonly kind: OutputKind;
  /** Classes, or the width of an embedding; 1 for values. Two for a binary model, also where it tells one number. */
  readonly width: number;
  readonly classes?: readonly string[];
}

/** One answer a row, in the order of the rows. */
export interface Predictions {
  readonly count: number;
  /** The chosen class of each row; -1 where the model answered with a number that is none (NaN). */
  readonly labels: Int32Array;
  /** Row-major, `count × output.width`. Absent where the endpoint tells labels only. */
  readonly scores?: Float64Array;
}

export interface PredictContext {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly random: RandomSource;
}

/** What a first request showed, against what the manifest says. */
export interface PredictProbe {
  readonly reachable: boolean;
  readonly input: InputSpec;
  readonly output: OutputSpec;
  /** Name and version the endpoint reports; a change while a run goes on marks the run. */
  readonly model?: string;
  readonly notes: readonly string[];
}

/** A model whose file is at hand: what can be had of it beside its answers. */
export interface LocalModel {
  readonly access: readonly ("gradient" | "trees")[];
  /** Why there is none of the other, by what it would be. */
  readonly lacks: Readonly<Partial<Record<"gradient" | "trees", string>>>;
  /** Built at the first call. Throws where `access` does not name it. */
  gradients(): Promise<GradientModel>;
  /** The file. */
  bytes(): Promise<Uint8Array>;
}

/**
 * A model that answers rows with labels, scores, vectors or values: a local file or an endpoint.
 * Answers are in the order of the rows whatever order the endpoint answered in; a row it left out is an error.
 */
export interface PredictTarget {
  readonly kind: "prediction";
  /** The id from the manifest. */
  readonly id: string;
  readonly input: InputSpec;
  readonly output: OutputSpec;
  /** The most rows one request may hold. */
  readonly maxBatch: number;
  /** Targets that share a key share a limit. */
  readonly rateLimitKey: string;
  /** Where the model is a file of ours. */
  readonly local?: LocalModel;
  probe(context: PredictContext): Promise<PredictProbe>;
  /** Cuts rows into requests of at most `maxBatch`. */
  predict(rows: Rows, context: PredictContext): Promise<Predictions>;
  dispose(): Promise<void>;
}

/** The loss whose gradient is asked for. `dlr` is the difference of logits ratio of AutoAttack. */
export type Loss = "cross-entropy" | "dlr" | "margin";

/** A model whose file is at hand: gradients of a loss with respect to the rows. */
export interface GradientModel {
  readonly input: InputSpec;
  readonly output: OutputSpec;
  /** Logits, row-major, `count × classes`: what stands before a trailing softmax. */
  logits(rows: Rows): Promise<Float64Array>;
  /** Loss of each row and its gradient, row-major, `count × width`. */
  lossAndGradient(
    rows: Rows,
    labels: Int32Array,
    loss: Loss,
  ): Promise<{ readonly losses: Float64Array; readonly gradients: Float64Array }>;
}

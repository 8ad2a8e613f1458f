import type { Loss, Predictions, RandomSource, Rows } from "../../contracts/index.ts";
import type { Region } from "./constraints/index.ts";
import type { Distances, Norm } from "./distances.ts";

/** One row under attack. The id names its random stream: the same seed and id give the same result in any batch. */
export interface Example {
  readonly id: string;
  readonly row: Float64Array;
  /** The true class. */
  readonly label: number;
}

export type AttackOutcome =
  /** The model was wrong before anything was changed. */
  | "clean-wrong"
  | "success"
  /** Looked for, within the budget, and not found. Says nothing of what a larger budget finds. */
  | "failed-within-budget"
  /** The model or the attack does not take this row: wrong width, no number, no answer, no gradient. */
  | "refused"
  /** The attack could not begin. Never to be counted as robust. */
  | "init-failed";

/** What one example gave. A success is a row the model was seen to answer wrongly, never a row believed to. */
export interface ExampleRecord {
  readonly id: string;
  readonly attack: string;
  readonly label: number;
  /** What the model said of the row as it was; -1 where it said nothing. */
  readonly cleanLabel: number;
  readonly outcome: AttackOutcome;
  readonly adversarial?: Float64Array;
  /** What the model said of the adversarial row. */
  readonly adversarialLabel?: number;
  /** Of the adversarial row; in units of the features' scales where constraints name scales. */
  readonly distances?: Distances;
  /** Rows the model was asked for, the first look included. */
  readonly queries: number;
  /** Rows whose gradient was asked for; no endpoint answers these. */
  readonly gradients: number;
  /** Queries spent when the adversarial row was found. */
  readonly queriesAtSuccess?: number;
  /** Answers that were no number (NaN); they count as no success. */
  readonly unanswered: number;
  /** Why refused or not begun; what a transformation was. */
  readonly note?: string;
}

/** What an attack asks. Questions of many examples are put together into one request. */
export type Question =
  | { readonly kind: "predict"; readonly rows: Rows; readonly note?: (row: number) => string }
  | {
      readonly kind: "gradient";
      readonly rows: Rows;
      readonly labels: Int32Array;
      readonly loss: Loss;
    };

export type Answer =
  | { readonly kind: "predict"; readonly predictions: Predictions }
  | { readonly kind: "gradient"; readonly losses: Float64Array; readonly gradients: Float64Array };

/** An attack on one example, step by step. Ends by returning nothing, or why it could not begin. */
export type AttackSteps = Generator<Question, InitFailure | undefined, Answer>;

export interface InitFailure {
  readonly initFailed: string;
}

/** What an attack on one example is given. */
export interface AttackContext {
  readonly example: Example;
  /** Of the row as it was: the label the model gave and, where told, its scores. */
  readonly clean: Predictions;
  /** Classes of the model. */
  readonly classes: number;
  readonly shape: readonly number[];
  /** The example's own stream. */
  readonly random: RandomSource;
  /** Where rows may go: domain, constraints, and the ball where the attack has a radius. */
  readonly region: Region;
  /** Queries left to spend; the run ends the attack when a question goes beyond. */
  readonly left: () => number;
  /** At most so many rows in one question, so that memory stays bounded. The same for every run. */
  readonly rowsAtOnce: number;
}

/**
 * An attack. It says what access it needs and how it goes on one example; the run (`runAttack`) batches, counts,
 * checks every row that the model got wrong against the region, and keeps the closest.
 */
export interface Attack {
  readonly name: string;
  /** What the attacker sees. A `label` attack works wherever a `score` attack does. */
  readonly access: "label" | "score" | "gradient";
  /**
   * `ball`: success is any wrong row within the radius, the first ends the attack. `closest`: as near as the
   * budget allows. `transform`: any row the attack makes within the domain, the first ends it.
   */
  readonly seeks: "ball" | "closest" | "transform";
  readonly norm: Norm;
  /** In units of the rows, or of the features' scales. With `ball` only. */
  readonly epsilon?: number;
  steps(context: AttackContext): AttackSteps;
}

/** Asks for the model's answers to rows. `note` describes a row, should it be the one that succeeds. */
export function* predict(
  rows: Rows,
  note?: (row: number) => string,
): Generator<Question, Predictions, Answer> {
  if (rows.count === 0) return { count: 0, labels: new Int32Array(0) };
  const answer = yield note === undefined ? { kind: "predict", rows } : { kind: "predict", rows, note };
  if (answer.kind !== "predict") throw new TypeError("asked for predictions, answered with a gradient");
  return answer.predictions;
}

/** Asks for the loss of rows and its gradient. */
export function* gradientOf(
  rows: Rows,
  label: number,
  loss: Loss,
): Generator<Question, { losses: Float64Array; gradients: Float64Array }, Answer> {
  const labels = new Int32Array(rows.count).fill(label);
  const answer = yield { kind: "gradient", rows, labels, loss };
  if (answer.kind !== "gradient") throw new TypeError("asked for a gradient, answered with predictions");
  return { losses: answer.losses, gradients: answer.gradients };
}

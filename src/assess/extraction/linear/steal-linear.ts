import type { InputSpec, OutputSpec, Predictions, Rows } from "../../../contracts/index.ts";
import { extractionErrors } from "../errors.ts";

/** A linear head: `offset + weights · row` gives the value, or the logit of each class over the first. */
export interface LinearHead {
  /** Classes less one, or 1 for a value. */
  readonly outputs: number;
  /** Row-major, `width × outputs`. */
  readonly weights: Float64Array;
  readonly offsets: Float64Array;
}

export interface LinearTheft {
  readonly head: LinearHead;
  readonly queries: number;
  /** What the head says of the check rows against what the model says: the largest difference of logits, or of values. */
  readonly largestError: number;
  /** Check rows on which the classes agree; all of them where values are told and the error is within the tolerance. */
  readonly agree: number;
  readonly checked: number;
  /** Whether the model is such a head: every check within the tolerance. */
  readonly exact: boolean;
}

export interface LinearPlan {
  readonly input: InputSpec;
  readonly output: OutputSpec;
  readonly predict: (rows: Rows) => Promise<Predictions>;
  /** Where to stand: a row that is answered without a chance of 0 or 1. */
  readonly base: Float64Array;
  /** Rows to check on; they are asked for beside the d + 1 queries. */
  readonly check: Rows;
  /** How far a feature is moved (default: a quarter of the domain, or 1). */
  readonly step?: number;
  /** Default 1e-3. */
  readonly tolerance?: number;
}

const leastChance = 1e-12;

/**
 * Copies a linear or logistic model exactly with d + 1 queries for scores (Tramèr et al. 2016): logits are linear in the
 * features, so that one row and one step along each of them give all weights. The check tells whether it was such a
 * model; chances that are rounded or cut off show there as well.
 *
 * @throws EXTRACTION_OUTPUT where no scores or values are told, EXTRACTION_SEEDS, EXTRACTION_ANSWERS
 */
export async function stealLinear(plan: LinearPlan): Promise<LinearTheft> {
  const { input, output, base, check, tolerance = 1e-3 } = plan;
  const width = input.shape.reduce((a, b) => a * b, 1);
  if (base.length !== width || check.width !== width)
    throw extractionErrors.seeds(`The model takes ${width} numbers a row.`);
  if (output.kind !== "score" && output.kind !== "value")
    throw extractionErrors.output(`The model answers with a ${output.kind}.`);
  const { domain } = input;
  const step = plan.step ?? (domain === undefined ? 1 : (domain.high - domain.low) / 4);
  const steps = base.map((value) => (domain !== undefined && value + step > domain.high ? -step : step));
  const asked = new Float64Array((width + 1) * width);
  for (let row = 0; row <= width; row++) {
    asked.set(base, row * width);
    if (row > 0) asked[(row - 1) * width + width + row - 1] = (base[row - 1] ?? 0) + (steps[row - 1] ?? 0);
  }
  const told = await logitsFor({ count: width + 1, width, data: asked }, plan);
  const { outputs } = told;
  const offsets = told.values.slice(0, outputs);
  const weights = new Float64Array(width * outputs);
  for (let i = 0; i < width; i++)
    for (let k = 0; k < outputs; k++) {
      const slope = ((told.values[(i + 1) * outputs + k] ?? NaN) - (told.values[k] ?? NaN)) / (steps[i] ?? 1);
      weights[i * outputs + k] = slope;
      offsets[k] = (offsets[k] ?? 0) - slope * (base[i] ?? 0);
    }
  const head = { outputs, weights, offsets };
  const seen = await logitsFor(check, plan);
  const own = linearScores(head, check);
  let [largestError, agree] = [0, 0];
  for (let row = 0; row < check.count; row++) {
    let error = 0;
    for (let k = 0; k < outputs; k++) {
      const difference = Math.abs((own[row * outputs + k] ?? NaN) - (seen.values[row * outputs + k] ?? NaN));
      error = Math.max(error, Number.isNaN(difference) ? Infinity : difference);
    }
    largestError = Math.max(largestError, error);
    const same =
      output.kind === "value"
        ? error <= tolerance
        : classOf(own, row, outputs) === classOf(seen.values, row, outputs);
    agree += Number(same);
  }
  return {
    head,
    queries: width + 1,
    largestError,
    agree,
    checked: check.count,
    exact: check.count > 0 && largestError <= tolerance,
  };
}

/** What a head says of rows: values, or logits over the first class, row-major, `rows.count × outputs`. */
export function linearScores({ outputs, weights, offsets }: LinearHead, rows: Rows): Float64Array {
  const scores = new Float64Array(rows.count * outputs);
  for (let row = 0; row < rows.count; row++)
    for (let k = 0; k < outputs; k++) {
      let sum = offsets[k] ?? 0;
      for (let i = 0; i < rows.width; i++)
        sum += (rows.data[row * rows.width + i] ?? 0) * (weights[i * outputs + k] ?? 0);
      scores[row * outputs + k] = sum;
    }
  return scores;
}

/** The class of highest logit; the first one's is 0. */
function classOf(logits: Float64Array, row: number, outputs: number): number {
  let [best, highest] = [0, 0];
  for (let k = 0; k < outputs; k++)
    if ((logits[row * outputs + k] ?? 0) > highest) [best, highest] = [k + 1, logits[row * outputs + k] ?? 0];
  return best;
}

/** Logits over the first class, or values. */
async function logitsFor(
  rows: Rows,
  { output, predict }: LinearPlan,
): Promise<{ readonly outputs: number; readonly values: Float64Array }> {
  const { count, scores } = await predict(rows);
  if (scores === undefined) throw extractionErrors.output("The model told no scores.");
  if (count !== rows.count) throw extractionErrors.answers(`${rows.count} rows, ${count} answers.`);
  if (output.kind === "value") return { outputs: 1, values: scores };
  const classes = output.width;
  const values = new Float64Array(count * (classes - 1));
  for (let row = 0; row < count; row++) {
    const own = scores.subarray(row * classes, (row + 1) * classes);
    const chances = own.every((p) => p >= 0) && Math.abs(own.reduce((a, b) => a + b, 0) - 1) < 1e-3;
    const logit = (p: number): number => (chances ? Math.log(Math.max(p, leastChance)) : p);
    for (let k = 1; k < classes; k++)
      values[row * (classes - 1) + k - 1] = logit(own[k] ?? NaN) - logit(own[0] ?? NaN);
  }
  return { outputs: classes - 1, values };
}

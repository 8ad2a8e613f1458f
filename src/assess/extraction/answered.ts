import type { OutputSpec, Predictions, Rows } from "../../contracts/index.ts";
import { extractionErrors } from "./errors.ts";

/** What a thief has: rows it asked for and what came back. Labels are -1 where the answer was no number. */
export interface AnsweredRows {
  readonly rows: Rows;
  readonly labels: Int32Array;
  readonly classes: number;
  /** One probability a class, row-major; where the model tells scores. */
  readonly chances?: Float64Array;
}

/** What was answered to rows. Scores that do not sum to one, or are negative, are taken for logits. */
export function answeredRows(rows: Rows, predictions: Predictions, output: OutputSpec): AnsweredRows {
  if (predictions.count !== rows.count)
    throw extractionErrors.answers(`${rows.count} rows were asked for, ${predictions.count} answered.`);
  const { labels, scores } = predictions;
  const plain = { rows, labels, classes: output.width };
  return scores === undefined ? plain : { ...plain, chances: chancesOf(scores, output.width) };
}

function chancesOf(scores: Float64Array, classes: number): Float64Array {
  const chances = scores.slice();
  for (let start = 0; start < scores.length; start += classes) {
    const own = chances.subarray(start, start + classes);
    const sum = own.reduce((a, b) => a + b, 0);
    if (own.every((p) => p >= 0) && Math.abs(sum - 1) < 1e-3) {
      for (let k = 0; k < classes; k++) own[k] = (own[k] ?? 0) / sum;
      continue;
    }
    const highest = own.reduce((a, b) => Math.max(a, b), -Infinity);
    const raised = own.map((z) => Math.exp(z - highest));
    const whole = raised.reduce((a, b) => a + b, 0);
    own.set(raised.map((p) => p / whole));
  }
  return chances;
}

/** The one after the other. */
export function joined(first: AnsweredRows, second: AnsweredRows): AnsweredRows {
  const { width } = first.rows;
  const count = first.rows.count + second.rows.count;
  const rows = { count, width, data: both(first.rows.data, second.rows.data) };
  const labels = Int32Array.from([...first.labels, ...second.labels]);
  const plain = { rows, labels, classes: first.classes };
  return first.chances === undefined || second.chances === undefined
    ? plain
    : { ...plain, chances: both(first.chances, second.chances) };
}

function both(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** Those that were answered with a class and, where there are chances, with numbers. */
export function learnable({ rows, labels, classes, chances }: AnsweredRows): AnsweredRows {
  const { width } = rows;
  const kept = [...labels.keys()].filter(
    (row) =>
      (labels[row] ?? -1) >= 0 &&
      (chances === undefined ||
        chances.subarray(row * classes, (row + 1) * classes).every((p) => Number.isFinite(p))),
  );
  const pick = (values: Float64Array, size: number): Float64Array => {
    const picked = new Float64Array(kept.length * size);
    for (const [place, row] of kept.entries())
      picked.set(values.subarray(row * size, (row + 1) * size), place * size);
    return picked;
  };
  return {
    rows: { count: kept.length, width, data: pick(rows.data, width) },
    labels: Int32Array.from(kept, (row) => labels[row] ?? 0),
    classes,
    ...(chances === undefined ? {} : { chances: pick(chances, classes) }),
  };
}

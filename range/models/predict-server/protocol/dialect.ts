import type { Predictions, Rows } from "../../../../src/contracts/index.ts";
import type { ServedModel } from "../served-model.ts";

/** What a request asks for, once its protocol has been read. */
export interface Question {
  readonly model: ServedModel;
  readonly rows: Rows;
  /** The answer, in the words of the protocol it was asked in. */
  readonly answer: (predictions: Predictions) => object;
}

/** How one protocol is read and answered. */
export interface Dialect {
  /** The name of the model that a path asks for predictions; undefined for paths of others. */
  modelOf(path: string): string | undefined;
  /** @throws Refused */
  read(body: unknown, model: ServedModel): Question;
  /** What a GET tells of models. */
  about?(path: string, models: readonly ServedModel[]): object | undefined;
}

/** A request that is answered with an error of its own. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Nested lists of numbers, one for each row, in whatever nesting. @throws Refused */
export function rowsOf(nested: readonly unknown[], { shape }: ServedModel): Rows {
  const width = shape.reduce((product, dim) => product * dim, 1);
  const data = new Float64Array(nested.length * width);
  nested.forEach((row, i) => {
    const flat: unknown[] = Array.isArray(row) ? row.flat(shape.length) : [row];
    if (flat.length !== width) throw new Refused(400, `row ${i} has ${flat.length} values, not ${width}`);
    flat.forEach((value, k) => {
      if (typeof value !== "number") throw new Refused(400, `row ${i} holds something that is no number`);
      data[i * width + k] = value;
    });
  });
  return { count: nested.length, width, data };
}

/** The scores of each row. */
export const scoresOf = ({ count, scores = new Float64Array() }: Predictions): number[][] =>
  Array.from({ length: count }, (_, i) => [
    ...scores.subarray((i * scores.length) / count, ((i + 1) * scores.length) / count),
  ]);

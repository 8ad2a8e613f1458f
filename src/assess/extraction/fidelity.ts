import type { Interval, Rows } from "../../contracts/index.ts";
import { clopperPearson } from "../../stats/index.ts";
import { labelsOf, type Copy } from "./students/index.ts";

/** On how many rows a copy says what the model says. */
export interface Fidelity {
  readonly agree: number;
  readonly n: number;
  readonly value: number;
  readonly interval: Interval;
}

/**
 * Compares a copy with the model on rows that were not asked for the copy. Rows that the model answered with no class
 * are left out: nothing can agree with them.
 *
 * @param labels what the model said of the rows
 */
export function fidelityOf(
  copy: Copy,
  rows: Rows,
  labels: Int32Array,
  classes: number,
  confidence = 0.95,
): Fidelity {
  const own = labelsOf(copy.chances(rows), classes);
  const answered = [...labels.keys()].filter((row) => (labels[row] ?? -1) >= 0);
  const agree = answered.filter((row) => own[row] === labels[row]).length;
  const n = answered.length;
  return { agree, n, value: n === 0 ? 0 : agree / n, interval: clopperPearson(agree, n, confidence) };
}

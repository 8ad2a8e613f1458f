import type { GradientModel, Interval, Rows } from "../../../contracts/index.ts";
import { clopperPearson } from "../../../stats/index.ts";
import { leakageErrors } from "../errors.ts";
import { invertClass, type InversionOptions } from "./invert-class.ts";

export interface InversionRecord {
  readonly target: number;
  /** Mean squared distance of a feature to the class's average training row. */
  readonly withModel: number;
  readonly withoutModel: number;
  readonly closer: boolean;
  /** Whether the model takes the reconstruction for the class. */
  readonly recognised: boolean;
}

export interface InversionResult {
  readonly records: readonly InversionRecord[];
  /** Classes whose reconstruction is closer than the guess without the model. */
  readonly closer: number;
  readonly interval: Interval;
}

/**
 * Model inversion against the best guess without the model. For each class the attack starts at the average of public rows
 * and is measured by its distance to the average of the rows the model was trained on; the guess is the public average of that
 * class where public labels are known, else of all. A model recognises almost every reconstruction: that proves nothing.
 * Evidence is low even at best, so this illustrates and is no grade.
 *
 * @param training rows and classes the model was trained on
 * @param publicRows rows of the same kind that an attacker may have
 * @throws LEAKAGE_DATA_UNFIT when rows and labels do not fit, or there is nothing public
 */
export async function assessInversion(
  model: GradientModel,
  training: { readonly rows: Rows; readonly labels: Int32Array },
  publicRows: { readonly rows: Rows; readonly labels?: Int32Array },
  domain: { readonly low: number; readonly high: number },
  options: InversionOptions & { readonly confidence?: number } = {},
): Promise<InversionResult> {
  const { rows, labels } = training;
  if (rows.count !== labels.length || publicRows.rows.width !== rows.width || publicRows.rows.count === 0)
    throw leakageErrors.dataUnfit("Rows, labels and public rows do not fit each other.");
  const everybody = meanOf(publicRows.rows, () => true);
  const records: InversionRecord[] = [];
  for (const target of [...new Set(labels)].toSorted((a, b) => a - b)) {
    const truth = meanOf(rows, (row) => labels[row] === target);
    const known = publicRows.labels;
    const guess =
      known?.includes(target) === true ? meanOf(publicRows.rows, (row) => known[row] === target) : everybody;
    const { row } = await invertClass(model, target, guess, domain, options);
    const logits = await model.logits({ count: 1, width: rows.width, data: row });
    const [withModel, withoutModel] = [distance(row, truth), distance(guess, truth)];
    records.push({
      target,
      withModel,
      withoutModel,
      closer: withModel < withoutModel,
      recognised: logits.indexOf(Math.max(...logits)) === target,
    });
  }
  const closer = records.filter((record) => record.closer).length;
  return { records, closer, interval: clopperPearson(closer, records.length, options.confidence ?? 0.95) };
}

function meanOf({ count, width, data }: Rows, wanted: (row: number) => boolean): Float64Array {
  const mean = new Float64Array(width);
  let seen = 0;
  for (let row = 0; row < count; row++) {
    if (!wanted(row)) continue;
    seen += 1;
    for (let i = 0; i < width; i++) mean[i] = (mean[i] ?? 0) + (data[row * width + i] ?? 0);
  }
  return mean.map((sum) => sum / Math.max(1, seen));
}

const distance = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0) / a.length;

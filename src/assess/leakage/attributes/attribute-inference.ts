import type { Interval, Predictions, RandomSource, Rows } from "../../../contracts/index.ts";
import {
  clopperPearson,
  differenceOfRates,
  mcnemarExact,
  pairedDifference,
  permutation,
} from "../../../stats/index.ts";
import { leakageErrors } from "../errors.ts";
import { confidencesOf } from "../membership/shadow-outputs.ts";
import { forestTrainer, pickRows, type Trainer } from "../../../models/train/index.ts";

/** Records whose sensitive feature an attacker does not know. */
export interface AttributeData {
  readonly rows: Rows;
  /** What the model under audit was trained to say; the attacker knows it. */
  readonly labels: Int32Array;
  /** Column of the sensitive feature, and the values it can take. */
  readonly feature: number;
  readonly values: readonly number[];
  /** 1: the model was trained on the record. */
  readonly members: Uint8Array;
}

export interface AttributeRecord {
  readonly row: number;
  readonly member: boolean;
  /** Whether the value was guessed, with the model's answers and without. */
  readonly withModel: boolean;
  readonly withoutModel: boolean;
}

export interface AttributeResult {
  readonly records: readonly AttributeRecord[];
  readonly withModel: { readonly rate: number; readonly interval: Interval };
  readonly withoutModel: { readonly rate: number; readonly interval: Interval };
  /** What the model's answers add to the guess, over the same records. */
  readonly advantage: { readonly difference: number; readonly interval: Interval; readonly p: number };
  /** That advantage among members less among others. Above zero, records leak; else only what is true of everybody does. */
  readonly membersAboveOthers: Interval | undefined;
}

/**
 * Attribute inference against imputation. The same predictor is trained twice on one half of the records to guess the
 * sensitive value: from the other features and the label alone, and with what the model says when each candidate value is
 * put into the record (after Fredrikson et al. 2014 and Jayaraman and Evans 2022). Both are measured on the other half. A good
 * guess that imputation makes as well is not the model's leak.
 *
 * Costs one query a record and candidate value. The true value is never sent as such: all candidates are.
 *
 * @throws LEAKAGE_DATA_UNFIT when the data do not fit each other, LEAKAGE_SCORES_MISSING where the model tells labels only
 */
export async function inferAttribute(
  predict: (rows: Rows) => Promise<Predictions>,
  data: AttributeData,
  random: RandomSource,
  options: { readonly trainer?: Trainer; readonly confidence?: number } = {},
): Promise<AttributeResult> {
  const { trainer = forestTrainer({ leastRows: 3 }), confidence = 0.95 } = options;
  const truth = truthOf(data);
  const answers = await candidateAnswers(predict, data);
  const others = knownFeatures(data);
  const order = permutation(data.rows.count, random.derive("halves"));
  const [learned, measured] = [order.slice(0, order.length >> 1), order.slice(order.length >> 1)];
  const guess = (rows: Rows): readonly number[] => {
    const task = { rows, labels: truth, classes: data.values.length };
    const model = trainer.train(pickRows(task, learned), random.derive("predictor"));
    return largestOf(model(pickRows(task, measured).rows), data.values.length);
  };
  const plain = guess(others);
  const informed = guess(beside(others, answers));
  const records = measured.map((row, i) => ({
    row,
    member: data.members[row] === 1,
    withModel: informed[i] === truth[row],
    withoutModel: plain[i] === truth[row],
  }));
  return resultOf(records, confidence);
}

function truthOf({ rows, labels, feature, values, members }: AttributeData): Int32Array {
  if (labels.length !== rows.count || members.length !== rows.count || rows.count < 8)
    throw leakageErrors.dataUnfit("There are eight records or more, each with its label and membership.");
  if (!(feature >= 0 && feature < rows.width) || values.length < 2 || new Set(values).size !== values.length)
    throw leakageErrors.dataUnfit(
      "The sensitive feature is a column with two values or more, each different.",
    );
  return Int32Array.from({ length: rows.count }, (_, row) => {
    const value = values.indexOf(rows.data[row * rows.width + feature] ?? NaN);
    if (value < 0)
      throw leakageErrors.dataUnfit(`Record ${row} has a sensitive value that is not among those named.`);
    return value;
  });
}

/** The confidence in the record's label for each candidate value: rows × values. */
async function candidateAnswers(
  predict: (rows: Rows) => Promise<Predictions>,
  { rows, labels, feature, values }: AttributeData,
): Promise<Rows> {
  const answers = new Float64Array(rows.count * values.length);
  for (const [candidate, value] of values.entries()) {
    const data = rows.data.slice();
    for (let row = 0; row < rows.count; row++) data[row * rows.width + feature] = value;
    const { scores } = await predict({ ...rows, data });
    if (scores === undefined) throw leakageErrors.scoresMissing("Attribute inference needs scores.");
    const sure = confidencesOf(scores, scores.length / rows.count, labels);
    for (const [row, confidence] of sure.entries()) answers[row * values.length + candidate] = confidence;
  }
  return { count: rows.count, width: values.length, data: answers };
}

/** All features but the sensitive one, and the label. */
function knownFeatures({ rows, labels, feature }: AttributeData): Rows {
  const data = Float64Array.from(rows.data, (value, i) =>
    i % rows.width === feature ? (labels[Math.floor(i / rows.width)] ?? 0) : value,
  );
  return { ...rows, data };
}

/** Two tables side by side, and how far each answer of the right one lies above the row's mean. */
function beside(left: Rows, right: Rows): Rows {
  const width = left.width + 2 * right.width;
  const data = new Float64Array(left.count * width);
  for (let row = 0; row < left.count; row++) {
    const own = right.data.subarray(row * right.width, (row + 1) * right.width);
    const mean = own.reduce((a, b) => a + b, 0) / right.width;
    data.set(left.data.subarray(row * left.width, (row + 1) * left.width), row * width);
    data.set(own, row * width + left.width);
    data.set(
      own.map((value) => value - mean),
      row * width + left.width + right.width,
    );
  }
  return { count: left.count, width, data };
}

function largestOf(chances: Float64Array, classes: number): readonly number[] {
  return Array.from({ length: chances.length / classes }, (_, row) => {
    const own = chances.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
}

function resultOf(records: readonly AttributeRecord[], confidence: number): AttributeResult {
  const n = records.length;
  const counted = (of: readonly AttributeRecord[]) => ({
    both: of.filter((r) => r.withModel && r.withoutModel).length,
    onlyFirst: of.filter((r) => r.withModel && !r.withoutModel).length,
    onlySecond: of.filter((r) => !r.withModel && r.withoutModel).length,
    neither: of.filter((r) => !r.withModel && !r.withoutModel).length,
  });
  const all = counted(records);
  const rate = (hits: number) => ({ rate: hits / n, interval: clopperPearson(hits, n, confidence) });
  // Gains less losses, moved from [−1, 1] to [0, 1] so that two groups can be compared as rates.
  const gains = (member: boolean) => {
    const group = records.filter((record) => record.member === member);
    const { onlyFirst, onlySecond } = counted(group);
    return { sum: (group.length + onlyFirst - onlySecond) / 2, n: group.length };
  };
  const [members, others] = [gains(true), gains(false)];
  const above = differenceOfRates(members, others, confidence);
  return {
    records,
    withModel: rate(all.both + all.onlyFirst),
    withoutModel: rate(all.both + all.onlySecond),
    advantage: {
      difference: (all.onlyFirst - all.onlySecond) / n,
      interval: pairedDifference(all, confidence),
      p: mcnemarExact(all.onlyFirst, all.onlySecond),
    },
    membersAboveOthers:
      members.n === 0 || others.n === 0 ? undefined : { ...above, low: above.low * 2, high: above.high * 2 },
  };
}

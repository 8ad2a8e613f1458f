import type { FeatureRow, JsonValue } from "../../contracts/index.ts";
import { objectOf } from "../parts/index.ts";
import { leavesOf, type Leaf } from "./leaves.ts";

/** Numbers of one tensor in one row that are features each; of more (a picture, a sound) statistics are. */
export const maxValues = 1_024;
/** Numbers of one tensor in all rows that are features each. */
const maxInAll = 100_000;
/** A longer text is no category; it is inspected as a text. */
const maxCategory = 256;

type Features = Map<string, Leaf>;

/**
 * One instance given to a model that predicts, as features: an object by its members, nested ones as `a.b`, lists
 * as `a[0]`; a list or a value of its own under the name `x`.
 *
 * @example rowOf({ age: 41, income: [1, 2] }) // { age: 41, "income[0]": 1, "income[1]": 2 }
 */
export function rowOf(instance: JsonValue): FeatureRow {
  const features: Features = new Map();
  const object = objectOf(instance);
  if (object === undefined) put(features, "x", instance);
  else for (const [key, value] of Object.entries(object)) put(features, key, value ?? null);
  return Object.fromEntries(features);
}

function put(features: Features, name: string, value: JsonValue): void {
  const object = objectOf(value);
  if (object !== undefined) {
    for (const [key, item] of Object.entries(object)) put(features, `${name}.${key}`, item ?? null);
    return;
  }
  const leaves = leavesOf(value);
  if (leaves !== undefined) putLeaves(features, name, leaves, !Array.isArray(value));
  else if (Array.isArray(value)) {
    for (const [i, item] of value.slice(0, maxValues).entries())
      put(features, `${name}[${i}]`, item as JsonValue);
  }
}

function putLeaves(
  features: Features,
  name: string,
  leaves: readonly Leaf[],
  single: boolean,
  most = maxValues,
): void {
  if (leaves.length > most) putStatistics(features, name, leaves);
  else {
    for (const [i, leaf] of leaves.entries()) {
      if (typeof leaf !== "string" || leaf.length <= maxCategory)
        features.set(single ? name : `${name}[${i}]`, leaf);
    }
  }
}

/** Count, mean, standard deviation, least and greatest of the numbers. */
function putStatistics(features: Features, name: string, leaves: readonly Leaf[]): void {
  let [count, sum, squares, least, greatest] = [0, 0, 0, Infinity, -Infinity];
  for (const leaf of leaves) {
    const value = typeof leaf === "boolean" ? Number(leaf) : leaf;
    if (typeof value !== "number") continue;
    count += 1;
    sum += value;
    squares += value * value;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  features.set(`${name}.count`, count);
  if (count === 0) return;
  const mean = sum / count;
  features.set(`${name}.mean`, mean);
  features.set(`${name}.deviation`, Math.sqrt(Math.max(0, squares / count - mean * mean)));
  features.set(`${name}.min`, least);
  features.set(`${name}.max`, greatest);
}

/** A tensor whose values are in row-major order. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly Leaf[];
}

/** The rows of a batch: tensors of one first dimension go together by it; of different ones, all are one row. */
export function tensorRows(tensors: readonly Tensor[]): readonly FeatureRow[] {
  const batches = new Set(tensors.map(({ shape }) => shape[0] ?? 1));
  const [batch = 1] = batches;
  // Without a value a shape may say any number of rows.
  const filled = tensors.some(({ values }) => values.length > 0);
  const rows = batches.size === 1 && filled ? batch : 1;
  const most = Math.max(1, Math.min(maxValues, Math.floor(maxInAll / rows)));
  return Array.from({ length: rows }, (_, row) => {
    const features: Features = new Map();
    for (const { name, values } of tensors) {
      const size = values.length / rows;
      putLeaves(features, name, values.slice(row * size, (row + 1) * size), size === 1, most);
    }
    return Object.fromEntries(features);
  });
}

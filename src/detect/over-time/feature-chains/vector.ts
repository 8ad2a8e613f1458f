import type { FeatureRow } from "../../../contracts/index.ts";
import { mostDirections, projected } from "../../features/index.ts";
import { shortDigest } from "../digest.ts";

/** A row of features in little: what is kept to compare it with later ones. */
export type Vector = {
  /** Digest of the names and of the values that are no numbers. */
  readonly form: string;
  /** Whether the values are the features themselves, or projections of them. */
  readonly exact: boolean;
  readonly values: readonly number[];
};

/** Numbers in the order of their names; rows of many features as projections. */
export function vectorOf(row: FeatureRow): Vector {
  const names = Object.keys(row).sort();
  const numbers = names.filter((name) => Number.isFinite(row[name]));
  const others = names.filter((name) => !Number.isFinite(row[name]));
  const form = shortDigest(JSON.stringify([numbers, others.map((name) => [name, String(row[name])])]));
  const values = projected(numbers.map((name) => Number(row[name])));
  return { form, exact: numbers.length <= mostDirections, values };
}

/** How far two rows of one form are apart, as a share of their size; infinite for rows of different form. */
export function distance(a: Vector, b: Vector): number {
  if (a.form !== b.form || a.values.length === 0) return Infinity;
  let apart = 0;
  let size = 0;
  a.values.forEach((value, i) => {
    const other = b.values[i] ?? 0;
    apart += (value - other) ** 2;
    size += value ** 2 + other ** 2;
  });
  if (!Number.isFinite(size)) return Infinity;
  return apart === 0 ? 0 : Math.sqrt((2 * apart) / size);
}

/** The one feature two rows differ in, and by how much; undefined when it is none or several. */
export function onlyChange(a: Vector, b: Vector): { readonly slot: number; readonly by: number } | undefined {
  if (!a.exact || a.form !== b.form) return undefined;
  const changes = a.values.flatMap((value, slot) => (value === b.values[slot] ? [] : [slot]));
  const [slot] = changes;
  if (slot === undefined || changes.length > 1) return undefined;
  return { slot, by: (b.values[slot] ?? 0) - (a.values[slot] ?? 0) };
}

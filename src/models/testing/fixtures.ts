import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rows } from "../../contracts/index.ts";

const folder = join(import.meta.dirname, "..", "fixtures");

export const fixturePath = (name: string): string => join(folder, name);
export const fixtureBytes = (name: string): Uint8Array => readFileSync(fixturePath(name));

interface Set {
  readonly rows: readonly (readonly number[])[];
  readonly labels: readonly number[];
}
// Safe: the file is ours and is read by tests only.
const sets = JSON.parse(readFileSync(fixturePath("rows.json"), "utf8")) as {
  readonly digits: Set;
  readonly cancer: Set;
  readonly trees: { readonly raw: readonly number[] };
};

const rowsOf = ({ rows }: Set): Rows => ({
  count: rows.length,
  width: rows[0]?.length ?? 0,
  data: Float64Array.from(rows.flat()),
});
export const digits = { rows: rowsOf(sets.digits), labels: Int32Array.from(sets.digits.labels) };
export const cancer = { rows: rowsOf(sets.cancer), labels: Int32Array.from(sets.cancer.labels) };
export const treeScores = sets.trees.raw;

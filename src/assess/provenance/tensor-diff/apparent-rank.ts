import { seededRandom } from "../../../stats/index.ts";
import { eachWindow } from "./difference.ts";
import { eigenvalues, orthonormal } from "./small-matrices.ts";
import type { TensorPlace } from "./tensor.ts";

/** The rank that a change seems to have. An adapter that was merged leaves a change of low rank. */
export interface ApparentRank {
  /** The fewest directions that hold 99 % of the change's energy; undefined where `tried` are not enough. */
  readonly rank?: number;
  /** How many directions were tried. */
  readonly tried: number;
  /** The largest it could be: the smaller side of the matrix. */
  readonly full: number;
  /** Which share of the energy the tried directions hold. */
  readonly held: number;
}

const directions = 40;
const enough = 0.99;
/** Numbers kept for one tensor: 64 MB. */
const mostKept = 8_000_000;

/**
 * Randomized range finder (Halko, Martinsson and Tropp, SIAM Review 53, 2011, algorithms 4.1 and 5.1) over
 * rows that are streamed twice: D Ω with random signs, its orthonormal basis Q, then the singular values of Qᵀ D.
 * Tensors of more than two dimensions are taken as matrices with their first dimension as rows.
 *
 * @param norm Frobenius norm of the change
 * @returns undefined where a matrix is too small or too large to be asked
 */
export async function apparentRank(
  a: TensorPlace,
  b: TensorPlace,
  norm: number,
  signal?: AbortSignal,
): Promise<ApparentRank | undefined> {
  const rows = a.shape[0] ?? 0;
  const columns = rows === 0 ? 0 : a.elements / rows;
  const full = Math.min(rows, columns);
  const tried = Math.min(directions, full);
  if (a.shape.length < 2 || full < 8 || norm === 0 || !Number.isFinite(norm)) return undefined;
  if ((rows + columns) * tried > mostKept) return undefined;
  const options = { multipleOf: columns, ...(signal === undefined ? {} : { signal }) };
  const random = seededRandom("apparent-rank");
  const signs = Float64Array.from({ length: columns * tried }, () => (random.next() < 0.5 ? -1 : 1));
  const range = new Float64Array(rows * tried);
  await eachRow(a, b, columns, options, (row, change) => addRow(range, row * tried, change, signs, tried));
  orthonormal(range, rows, tried);
  const projected = new Float64Array(tried * columns);
  await eachRow(a, b, columns, options, (row, change) => {
    for (let k = 0; k < tried; k++) {
      const weight = range[row * tried + k] ?? 0;
      if (weight === 0) continue;
      const at = k * columns;
      for (let j = 0; j < columns; j++)
        projected[at + j] = (projected[at + j] ?? 0) + weight * (change[j] ?? 0);
    }
  });
  const energies = eigenvalues(gram(projected, tried, columns), tried);
  const whole = norm * norm;
  let sum = 0;
  let rank: number | undefined;
  energies.forEach((energy, i) => {
    sum += Math.max(0, energy);
    if (rank === undefined && sum >= enough * whole) rank = i + 1;
  });
  return { tried, full, held: Math.min(1, sum / whole), ...(rank === undefined ? {} : { rank }) };
}

async function eachRow(
  a: TensorPlace,
  b: TensorPlace,
  columns: number,
  options: { readonly signal?: AbortSignal; readonly multipleOf: number },
  visit: (row: number, change: Float64Array) => void,
): Promise<void> {
  const change = new Float64Array(columns);
  await eachWindow(
    a,
    b,
    (first, count, before, after) => {
      for (let at = 0; at < count; at += columns) {
        for (let j = 0; j < columns; j++) {
          const d = (after[at + j] ?? 0) - (before[at + j] ?? 0);
          change[j] = Number.isFinite(d) ? d : 0;
        }
        visit((first + at) / columns, change);
      }
    },
    options,
  );
}

/** `out[at…] = change · signs`, signs with `width` columns. */
function addRow(
  out: Float64Array,
  at: number,
  change: Float64Array,
  signs: Float64Array,
  width: number,
): void {
  for (let j = 0; j < change.length; j++) {
    const d = change[j] ?? 0;
    if (d === 0) continue;
    const from = j * width;
    for (let k = 0; k < width; k++) out[at + k] = (out[at + k] ?? 0) + d * (signs[from + k] ?? 0);
  }
}

/** M Mᵀ of a matrix with few rows. */
function gram(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k <= i; k++) {
      let sum = 0;
      for (let j = 0; j < columns; j++)
        sum += (matrix[i * columns + j] ?? 0) * (matrix[k * columns + j] ?? 0);
      out[i * rows + k] = sum;
      out[k * rows + i] = sum;
    }
  return out;
}

import type { Predictions, RandomSource, Rows } from "../../../contracts/index.ts";
import { leakageErrors } from "../errors.ts";

/** How the search for the boundary around one row ended. A row whose search never began says nothing: it is left out, never called safe. */
export interface BoundaryRecord {
  readonly row: number;
  readonly outcome: "clean-wrong" | "success" | "init-failed";
  /** Euclidean, from the row to the nearest point found with another label. 0 where the label is wrong already. */
  readonly distance: number;
  readonly queries: number;
}

export interface BoundaryOptions {
  /** How many rows to walk towards, picked at random from those with another label. Default 8. */
  readonly starts?: number;
  /**
   * Where these are picked from; asked once more, at a query each. Default: the rows themselves, and then a result depends on
   * which rows are asked together. Give a fixed pool where a run is cut into batches.
   */
  readonly pool?: Rows;
  /** Halvings along each way. Default 12. */
  readonly steps?: number;
  /** Names a row, so that its result does not depend on the batch it is in. Default: its index. */
  readonly idOf?: (row: number) => string;
}

/**
 * How far each row lies from the boundary, from labels alone: halving the ways to rows that the model labels otherwise, and
 * keeping the shortest (the start of every decision-based attack). Members tend to lie further (Choquette-Choo et al. 2021).
 * A decision-based attack such as HopSkipJump gives shorter distances for more queries; its records fit `boundaryScores`
 * as well.
 *
 * Costs 1 + starts · steps queries a row, all rows asked together.
 */
export async function boundaryDistances(
  predict: (rows: Rows) => Promise<Predictions>,
  rows: Rows,
  labels: Int32Array,
  random: RandomSource,
  options: BoundaryOptions = {},
): Promise<readonly BoundaryRecord[]> {
  const { starts = 8, steps = 12, idOf = String } = options;
  if (labels.length !== rows.count)
    throw leakageErrors.dataUnfit(`${rows.count} rows need as many labels, not ${labels.length}.`);
  const clean = (await predict(rows)).labels;
  const pool = options.pool ?? rows;
  const poolLabels = options.pool === undefined ? clean : (await predict(pool)).labels;
  const nearest = new Float64Array(rows.count).fill(Infinity);
  const queries = new Float64Array(rows.count).fill(1);
  const draws = Array.from({ length: rows.count }, (_, row) => random.derive(`boundary:${idOf(row)}`));
  for (let start = 0; start < starts; start++) {
    const ends = draws.map((draw, row) =>
      clean[row] === labels[row] ? otherRow(poolLabels, labels[row], draw) : undefined,
    );
    await walk({ predict, rows, labels, pool, ends, steps, nearest, queries });
  }
  return Array.from({ length: rows.count }, (_, row): BoundaryRecord => {
    const spent = queries[row] ?? 0;
    if (clean[row] !== labels[row]) return { row, outcome: "clean-wrong", distance: 0, queries: spent };
    const distance = nearest[row] ?? Infinity;
    return { row, outcome: distance === Infinity ? "init-failed" : "success", distance, queries: spent };
  });
}

/** A row of the pool that the model gives another label; undefined where 64 draws found none. */
function otherRow(pool: Int32Array, label: number | undefined, random: RandomSource): number | undefined {
  for (let draw = 0; draw < 64 && pool.length > 0; draw++) {
    const other = random.integer(pool.length);
    if (pool[other] !== label) return other;
  }
  return undefined;
}

interface Walk {
  readonly predict: (rows: Rows) => Promise<Predictions>;
  readonly rows: Rows;
  readonly labels: Int32Array;
  readonly pool: Rows;
  readonly ends: readonly (number | undefined)[];
  readonly steps: number;
  readonly nearest: Float64Array;
  readonly queries: Float64Array;
}

async function walk({ predict, rows, labels, pool, ends, steps, nearest, queries }: Walk): Promise<void> {
  const { width, data } = rows;
  const going = ends.flatMap((end, row) => (end === undefined ? [] : [{ row, end, low: 0, high: 1 }]));
  if (going.length === 0) return;
  for (let step = 0; step < steps; step++) {
    const points = new Float64Array(going.length * width);
    for (const [place, { row, end, low, high }] of going.entries()) {
      const share = (low + high) / 2;
      for (let i = 0; i < width; i++) {
        const from = data[row * width + i] ?? 0;
        points[place * width + i] = from + share * ((pool.data[end * width + i] ?? 0) - from);
      }
    }
    const answers = (await predict({ count: going.length, width, data: points })).labels;
    for (const [place, way] of going.entries()) {
      const share = (way.low + way.high) / 2;
      if (answers[place] === labels[way.row]) way.low = share;
      else way.high = share;
      queries[way.row] = (queries[way.row] ?? 0) + 1;
    }
  }
  for (const { row, end, high } of going) {
    let squares = 0;
    for (let i = 0; i < width; i++)
      squares += ((pool.data[end * width + i] ?? 0) - (data[row * width + i] ?? 0)) ** 2;
    nearest[row] = Math.min(nearest[row] ?? Infinity, high * Math.sqrt(squares));
  }
}

/**
 * Scores and memberships of the rows whose search ended; how many did not is said beside. Takes the records of other searches
 * as well: `init-failed` and `refused` say nothing of a row.
 */
export function boundaryScores(
  records: readonly { readonly row: number; readonly distance: number; readonly outcome: string }[],
  members: Uint8Array,
): { readonly scores: Float64Array; readonly members: Uint8Array; readonly leftOut: number } {
  const told = records.filter(({ outcome }) => outcome !== "init-failed" && outcome !== "refused");
  return {
    scores: Float64Array.from(told, ({ distance }) => distance),
    members: Uint8Array.from(told, ({ row }) => members[row] ?? 0),
    leftOut: records.length - told.length,
  };
}

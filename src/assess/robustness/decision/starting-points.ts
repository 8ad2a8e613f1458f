import type { Rows } from "../../../contracts/index.ts";
import { predict, type Answer, type AttackContext, type Question } from "../attack.ts";
import { rowsOf } from "../run/index.ts";

/** Rows to start from with the labels the model gives them (or, failing that, their true ones). */
export interface StartingPool {
  readonly rows: Rows;
  readonly labels: Int32Array;
}

/** So many candidates go into one question. */
const perQuestion = 20;
const mostFromPool = 100;
const mostDrawn = 100;

/**
 * A row the model answers wrongly, to walk back from: the nearest of the pool with another label, brought inside
 * the rules; failing all, uniform draws. Uniform draws alone leave a fifth of points of narrow classes without a
 * start, which then count as robust where nobody looks.
 */
export function* startingPoint(
  context: AttackContext,
  pool: StartingPool | undefined,
): Generator<Question, Float64Array | undefined, Answer> {
  const { example, region, random } = context;
  const nearest = pool === undefined ? [] : nearestOthers(context, pool);
  for (let at = 0; at < nearest.length; at += perQuestion) {
    const found = yield* firstWrong(context, nearest.slice(at, at + perQuestion));
    if (found !== undefined) return found;
  }
  const bounded = region.free.every(
    (i) => (region.low[i] ?? 0) > -Infinity && (region.high[i] ?? 0) < Infinity,
  );
  const draws = random.derive("start");
  for (let drawn = 0; drawn < mostDrawn; drawn += perQuestion) {
    const rows = Array.from({ length: perQuestion }, () => {
      const row = example.row.slice();
      for (const i of region.free) {
        const low = region.low[i] ?? 0;
        const high = region.high[i] ?? 0;
        // Without ends there is nothing to be uniform in: ever wider steps of the feature's own scale.
        row[i] = bounded
          ? low + draws.next() * (high - low)
          : (row[i] ?? 0) + (2 * draws.next() - 1) * (region.scales[i] ?? 1) * 2 ** (drawn / perQuestion);
      }
      return row;
    });
    const found = yield* firstWrong(context, rows);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The nearest, inside the rules, of those the model gets wrong. */
function* firstWrong(
  { region, example, left }: AttackContext,
  candidates: readonly Float64Array[],
): Generator<Question, Float64Array | undefined, Answer> {
  const rows = candidates.slice(0, Math.max(0, left())).map((candidate) => {
    const row = candidate.slice();
    region.project(row);
    return row;
  });
  const sent = rows.map((row) => {
    const settled = row.slice();
    region.settle(settled);
    return settled;
  });
  const { labels } = yield* predict(rowsOf(sent));
  let best: Float64Array | undefined;
  let least = Infinity;
  rows.forEach((row, i) => {
    const label = labels[i] ?? -1;
    const distance = region.distances(row)[region.norm];
    if (label < 0 || label === example.label || distance >= least || !region.allows(sent[i] ?? row)) return;
    best = row;
    least = distance;
  });
  return best;
}

function nearestOthers(
  { example, region, rowsAtOnce }: AttackContext,
  { rows, labels }: StartingPool,
): Float64Array[] {
  const rowAt = (i: number): Float64Array => rows.data.subarray(i * rows.width, (i + 1) * rows.width);
  const others: { readonly at: number; readonly distance: number }[] = [];
  for (let at = 0; at < rows.count; at++) {
    const label = labels[at] ?? -1;
    if (label >= 0 && label !== example.label)
      others.push({ at, distance: region.distances(rowAt(at))[region.norm] });
  }
  others.sort((a, b) => a.distance - b.distance || a.at - b.at);
  return others.slice(0, Math.min(mostFromPool, rowsAtOnce)).map(({ at }) => rowAt(at));
}

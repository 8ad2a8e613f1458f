import { predict, type Answer, type Attack, type AttackContext, type Question } from "../attack.ts";
import { normalDraws } from "../draws/index.ts";
import { rowsOf } from "../run/index.ts";
import { startingPoint, type StartingPool } from "./starting-points.ts";

export interface HopSkipJumpOptions {
  readonly norm?: "l2" | "linf";
  /** Default 20. */
  readonly iterations?: number;
  /** Directions tried in the first iteration (default 100); √t times as many in the t-th. */
  readonly directions?: number;
  readonly mostDirections?: number;
  /** Where to begin; without it uniform draws. */
  readonly pool?: StartingPool;
}

/**
 * HopSkipJump (Chen, Jordan and Wainwright, 2020, arXiv 1904.02144): from a wrong row, bisect to the boundary, tell
 * its normal from the labels of random directions, walk along it, again. Labels alone.
 *
 * @example hopSkipJump({ norm: "l2", iterations: 20, pool: { rows: train, labels: predicted } })
 */
export function hopSkipJump(options: HopSkipJumpOptions = {}): Attack {
  const { norm = "l2", iterations = 20, directions = 100, mostDirections = 10_000 } = options;
  return {
    name: `hopskipjump-${norm}`,
    access: "label",
    seeks: "closest",
    norm,
    *steps(context) {
      const start = yield* startingPoint(context, options.pool);
      if (start === undefined) return { initFailed: "no row was found that the model answers differently" };
      const { region } = context;
      const tolerance = 0.01 / (norm === "l2" ? Math.sqrt(region.free.length) : region.free.length);
      let at = yield* toBoundary(context, start, tolerance);
      for (let t = 1; t <= iterations; t++) {
        const distance = region.distances(at)[norm];
        if (distance === 0) break;
        const count = Math.min(mostDirections, Math.round(directions * Math.sqrt(t)));
        const normal = yield* normalAt(context, at, 0.01 * distance, count);
        const further = yield* stepAlong(context, at, normal, distance / Math.sqrt(t));
        if (further !== undefined) at = yield* toBoundary(context, further, tolerance);
      }
      return undefined;
    },
  };
}

type Asking<T> = Generator<Question, T, Answer>;

/** Which of the rows the model gets wrong; a row outside the rules is not wrong, whatever the model says. */
function* areWrong({ region, example }: AttackContext, rows: readonly Float64Array[]): Asking<boolean[]> {
  const sent = rows.map((row) => {
    const settled = row.slice();
    region.settle(settled);
    return settled;
  });
  const { labels } = yield* predict(rowsOf(sent));
  return sent.map((row, i) => {
    const label = labels[i] ?? -1;
    return label >= 0 && label !== example.label && region.allows(row);
  });
}

/**
 * Halves the way between the origin and a wrong row until the two sides are `tolerance` apart, as a share of the
 * way (L2) or of the wrong row's distance (L∞, where every feature is cut to a smaller box). Ends on the wrong side.
 */
function* toBoundary(context: AttackContext, wrong: Float64Array, tolerance: number): Asking<Float64Array> {
  const { region } = context;
  const whole = region.distances(wrong)[region.norm];
  let low = 0;
  let high = 1;
  let best = wrong;
  while (high - low > tolerance) {
    const middle = (low + high) / 2;
    const row = towards(context, wrong, middle, whole);
    const [isWrong = false] = yield* areWrong(context, [row]);
    if (isWrong) {
      high = middle;
      best = row;
    } else low = middle;
  }
  return best;
}

/** The row at a share of the way from the origin (L2), or cut to a box of that share of the distance (L∞). */
function towards({ region }: AttackContext, wrong: Float64Array, share: number, whole: number): Float64Array {
  const row = wrong.slice();
  for (const i of region.free) {
    const from = region.origin[i] ?? 0;
    const change = (wrong[i] ?? 0) - from;
    const most = share * whole * (region.scales[i] ?? 1);
    row[i] = region.norm === "linf" ? from + Math.max(-most, Math.min(most, change)) : from + share * change;
  }
  return row;
}

/**
 * The direction in which the model is wrong, told from the labels of random directions around a boundary row; the
 * mean label is taken off, which lowers the variance where most directions agree. Unit length (L2) or signs (L∞),
 * in units of the scales.
 */
function* normalAt(
  context: AttackContext,
  at: Float64Array,
  reach: number,
  count: number,
): Asking<Float64Array> {
  const { region, random, rowsAtOnce } = context;
  const { free, scales, norm } = region;
  const draw = norm === "l2" ? normalDraws(random) : () => 2 * random.next() - 1;
  const length = reach * (norm === "l2" ? 1 : Math.sqrt(free.length));
  const weighted = new Float64Array(free.length);
  const plain = new Float64Array(free.length);
  let votes = 0;
  for (let done = 0; done < count; done += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, count - done) }, () => {
      const direction = Float64Array.from(free, draw);
      let squares = 0;
      for (const value of direction) squares += value * value;
      const to = length / (Math.sqrt(squares) || 1);
      const row = at.slice();
      free.forEach((i, k) => {
        row[i] = (at[i] ?? 0) + (direction[k] ?? 0) * to * (scales[i] ?? 1);
      });
      region.project(row);
      return row;
    });
    const wrong = yield* areWrong(context, rows);
    rows.forEach((row, r) => {
      const vote = wrong[r] === true ? 1 : -1;
      votes += vote;
      // What was sent, not what was drawn: the domain may have cut it.
      free.forEach((i, k) => {
        const change = ((row[i] ?? 0) - (at[i] ?? 0)) / (length * (scales[i] ?? 1));
        weighted[k] = (weighted[k] ?? 0) + vote * change;
        plain[k] = (plain[k] ?? 0) + change;
      });
    });
  }
  const mean = votes / count;
  // All alike: there is no contrast to learn from, only a side.
  const baseline = Math.abs(mean) === 1 ? 0 : mean;
  const normal = weighted.map((value, k) => value - baseline * (plain[k] ?? 0));
  if (norm === "linf") return normal.map(Math.sign);
  let squares = 0;
  for (const value of normal) squares += value * value;
  const size = Math.sqrt(squares) || 1;
  return normal.map((value) => value / size);
}

/** A step that is still right after so many halvings is no way out. */
const mostHalvings = 16;

/** The longest of halved steps along the normal that stays wrong; undefined when none does. */
function* stepAlong(
  context: AttackContext,
  at: Float64Array,
  normal: Float64Array,
  length: number,
): Asking<Float64Array | undefined> {
  const { region } = context;
  for (let step = length, tried = 0; tried < mostHalvings; step /= 2, tried++) {
    const row = at.slice();
    region.free.forEach((i, k) => {
      row[i] = (row[i] ?? 0) + step * (normal[k] ?? 0) * (region.scales[i] ?? 1);
    });
    region.project(row);
    const [isWrong = false] = yield* areWrong(context, [row]);
    if (isWrong) return row;
  }
  return undefined;
}

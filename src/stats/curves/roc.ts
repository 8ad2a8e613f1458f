/** One threshold: everything that scores at least this is called positive. Counts, not rates. */
export interface RocPoint {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** From "nothing is positive" to "everything is", one point for each different score. */
export interface RocCurve {
  readonly positives: number;
  readonly negatives: number;
  readonly points: readonly RocPoint[];
}

/**
 * The receiver operating characteristic: a greater score speaks for a positive. Equal scores move together, so the order
 * in which ties arrive changes nothing. A score that is not a number ranks lowest.
 *
 * @param truth 1 for a positive, 0 for a negative, as many as scores
 * @throws RangeError when the numbers differ
 */
export function rocCurve(scores: Float64Array, truth: Uint8Array): RocCurve {
  if (scores.length !== truth.length)
    throw new RangeError(`${scores.length} scores need as many truths, not ${truth.length}`);
  const value = (i: number): number => {
    const score = scores[i] ?? 0;
    return Number.isNaN(score) ? -Infinity : score;
  };
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) =>
    value(a) === value(b) ? 0 : value(b) - value(a),
  );
  const points: RocPoint[] = [{ threshold: Infinity, truePositives: 0, falsePositives: 0 }];
  let [hits, alarms] = [0, 0];
  for (const [place, i] of order.entries()) {
    if (truth[i] === 1) hits += 1;
    else alarms += 1;
    const next = order[place + 1];
    if (next === undefined || value(next) !== value(i))
      points.push({ threshold: value(i), truePositives: hits, falsePositives: alarms });
  }
  return { positives: hits, negatives: alarms, points };
}

/** The area under the curve: the chance that a positive outscores a negative, ties counting half. NaN where either is missing. */
export function areaUnder({ positives, negatives, points }: RocCurve): number {
  let area = 0;
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    if (before === undefined) continue;
    const width = point.falsePositives - before.falsePositives;
    area += (width * (point.truePositives + before.truePositives)) / 2;
  }
  return area / (positives * negatives);
}

/** The furthest point whose share of false positives does not exceed `rate`. */
export function pointAtFalsePositiveRate(curve: RocCurve, rate: number): RocPoint {
  let found: RocPoint = { threshold: Infinity, truePositives: 0, falsePositives: 0 };
  for (const point of curve.points) {
    if (point.falsePositives > rate * curve.negatives) break;
    found = point;
  }
  return found;
}

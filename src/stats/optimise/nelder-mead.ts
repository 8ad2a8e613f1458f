export interface NelderMeadOptions {
  /** First step along each axis; one number a coordinate. */
  readonly steps: readonly number[];
  /** Stops when the values at the corners differ by less. Default 1e-10. */
  readonly tolerance?: number;
  /** Evaluations of the function. Default 2,000. */
  readonly evaluations?: number;
}

export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  /** False: the evaluations were used up first. */
  readonly settled: boolean;
}

interface Corner {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * The downhill simplex of Nelder and Mead (1965), which needs no derivative. A value that is not a number counts as
 * infinitely bad, so a function may refuse points by answering Infinity or NaN.
 *
 * @throws RangeError when there is not one step for each coordinate
 * @example nelderMead(([x = 0]) => (x - 3) ** 2, [0], { steps: [1] }).at // [3]
 */
export function nelderMead(
  score: (point: readonly number[]) => number,
  start: readonly number[],
  options: NelderMeadOptions,
): Minimum {
  const { steps, tolerance = 1e-10, evaluations = 2000 } = options;
  if (steps.length !== start.length || start.length === 0)
    throw new RangeError(`${start.length} coordinates need as many steps, not ${steps.length}`);
  let used = 0;
  const corner = (at: readonly number[]): Corner => {
    used += 1;
    const value = score(at);
    return { at, value: Number.isNaN(value) ? Infinity : value };
  };
  let corners = [corner(start)];
  for (const [axis, step] of steps.entries())
    corners.push(corner(start.map((value, i) => (i === axis ? value + step : value))));
  for (;;) {
    corners = corners.toSorted((a, b) => a.value - b.value);
    const [best, last] = [corners[0], corners.at(-1)];
    if (best === undefined || last === undefined) throw new RangeError("a simplex without corners");
    const settled = last.value - best.value <= tolerance && Number.isFinite(best.value);
    if (settled || used >= evaluations) return { ...best, settled };
    const others = corners.slice(0, -1);
    const middle = start.map((_, i) => others.reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / others.length);
    const along = (factor: number): Corner =>
      corner(middle.map((value, i) => value + factor * ((last.at[i] ?? 0) - value)));
    const moved = better(along, best, others.at(-1) ?? best, last);
    corners =
      moved === undefined
        ? [best, ...corners.slice(1).map(({ at }) => corner(at.map((v, i) => (v + (best.at[i] ?? 0)) / 2)))]
        : [...others, moved];
  }
}

/** The corner in place of the worst; undefined: the whole simplex has to shrink. */
function better(
  along: (factor: number) => Corner,
  best: Corner,
  secondWorst: Corner,
  worst: Corner,
): Corner | undefined {
  const reflected = along(-1);
  if (reflected.value < best.value) {
    const expanded = along(-2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < secondWorst.value) return reflected;
  const outside = reflected.value < worst.value;
  const contracted = along(outside ? -0.5 : 0.5);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : undefined;
}

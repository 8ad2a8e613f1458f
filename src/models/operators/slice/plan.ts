/** What a slice takes along one axis: `count` elements from `start`, `step` apart. */
export interface Along {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** Of every axis, after the rules of Slice: from the end where negative, cut to what is there. */
export function slicePlan(
  shape: readonly number[],
  starts: readonly number[],
  ends: readonly number[],
  axes: readonly number[] | undefined,
  steps: readonly number[] | undefined,
): Along[] {
  const plan = shape.map((dim): Along => ({ start: 0, step: 1, count: dim }));
  for (const [i, given] of (axes ?? starts.map((_, axis) => axis)).entries()) {
    const axis = given < 0 ? given + shape.length : given;
    const dim = shape[axis] ?? 0;
    const step = steps?.[i] ?? 1;
    const from = cut(starts[i] ?? 0, dim, step > 0 ? 0 : -1, step > 0 ? dim : dim - 1);
    const to = cut(ends[i] ?? 0, dim, step > 0 ? 0 : -1, step > 0 ? dim : dim - 1);
    plan[axis] = { start: from, step, count: step === 0 ? 0 : Math.max(0, Math.ceil((to - from) / step)) };
  }
  return plan;
}

const cut = (at: number, dim: number, low: number, high: number): number =>
  Math.min(Math.max(at < 0 ? at + dim : at, low), high);

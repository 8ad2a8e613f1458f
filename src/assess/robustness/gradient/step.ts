import type { Region } from "../constraints/index.ts";

/** The share of features an L1 step moves: one feature alone would need as many steps as there are features. */
const l1Share = 0.05;

/**
 * Moves a row by `length` in the direction of steepest ascent of the region's norm, in units of the scales, over the
 * features the attacker sets. L∞: the sign; L2: the unit gradient; L1: evenly over the largest gradients (Tramèr and
 * Boneh, "Adversarial training and robustness for multiple perturbations", 2019). Not projected.
 */
export function ascend(row: Float64Array, gradient: Float64Array, length: number, region: Region): void {
  const { free, scales, norm } = region;
  const slope = (i: number): number => (gradient[i] ?? 0) * (scales[i] ?? 1);
  const move = (i: number, by: number): void => {
    row[i] = (row[i] ?? 0) + by * (scales[i] ?? 1);
  };
  if (norm === "linf") {
    for (const i of free) move(i, length * Math.sign(slope(i)));
  } else if (norm === "l2") {
    let squares = 0;
    for (const i of free) squares += slope(i) ** 2;
    const size = Math.sqrt(squares);
    if (size > 0) for (const i of free) move(i, (length * slope(i)) / size);
  } else {
    // A feature already at its end cannot take a share of the step.
    const movable = free.filter((i) =>
      slope(i) > 0 ? (row[i] ?? 0) < (region.high[i] ?? 0) : (row[i] ?? 0) > (region.low[i] ?? 0),
    );
    const steepest = [...movable]
      .sort((a, b) => Math.abs(slope(b)) - Math.abs(slope(a)))
      .slice(0, Math.max(1, Math.round(l1Share * free.length)));
    for (const i of steepest) move(i, (length / steepest.length) * Math.sign(slope(i)));
  }
}

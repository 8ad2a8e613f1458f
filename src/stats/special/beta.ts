import { logBeta } from "./log-gamma.ts";

const tiny = 1e-300;
const enough = 1e-16;

/**
 * Regularised incomplete beta function I_x(a, b): the distribution function of Beta(a, b) at x.
 * Continued fraction (DLMF 8.17.22) by the modified Lentz method, on the side where it converges fast.
 *
 * @throws RangeError unless a, b > 0 and 0 ≤ x ≤ 1.
 */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) {
    throw new RangeError(`regularizedBeta is not defined at x=${x}, a=${a}, b=${b}`);
  }
  if (x === 0 || x === 1) return x;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

/** Needs some √max(a, b) steps; the limit covers counts up to 10^12. */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 2_000_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < enough) break;
  }
  return fraction;
}

const awayFromZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value);

/**
 * The p-quantile of Beta(a, b), by bisection of the distribution function: it cannot diverge, whatever
 * the parameters, and ends at neighbouring floating-point numbers.
 *
 * @throws RangeError unless a, b > 0 and 0 ≤ p ≤ 1.
 * @example betaQuantile(0.975, 1, 100) // 0.0362…, the Clopper–Pearson bound of 0 in 100
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile needs a probability, not ${p}`);
  if (p === 0 || p === 1) return p;
  // Some 55 halvings in the usual case; a quantile near the smallest double takes 1,100.
  let below = 0;
  let above = 1;
  for (let step = 0; step < 1200; step++) {
    const middle = (below + above) / 2;
    if (middle === below || middle === above) break;
    if (regularizedBeta(middle, a, b) < p) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}

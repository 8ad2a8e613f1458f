/**
 * Distribution function of the standard normal: the series around zero, whose terms are all positive, and the
 * continued fraction of the tail beyond 5 (Abramowitz and Stegun 26.2.11 and 26.2.14).
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError("normalCdf of NaN");
  const z = Math.abs(x);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z > 5) return x < 0 ? density * millsRatio(z) : 1 - density * millsRatio(z);
  let term = z;
  let sum = z;
  for (let k = 3; term > sum * 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return x < 0 ? 0.5 - density * sum : 0.5 + density * sum;
}

function millsRatio(z: number): number {
  let fraction = z;
  for (let k = 60; k >= 1; k--) fraction = z + k / fraction;
  return 1 / fraction;
}

/**
 * The p-quantile of the standard normal, by bisection of the upper tail.
 *
 * @throws RangeError unless 0 < p < 1.
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs a probability inside (0, 1), not ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  let below = -40;
  let above = 0;
  for (let step = 0; step < 70; step++) {
    const middle = (below + above) / 2;
    if (normalCdf(middle) < p) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}

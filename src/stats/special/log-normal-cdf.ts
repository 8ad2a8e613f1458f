import { normalCdf } from "./normal.ts";

/**
 * Natural logarithm of the distribution function of the standard normal. It does not underflow: far below zero the
 * continued fraction of Mills' ratio takes over (Abramowitz and Stegun 26.2.14), so that Φ(−1000) still has a logarithm.
 *
 * @example logNormalCdf(-40) // -804.608…
 */
export function logNormalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError("logNormalCdf of NaN");
  if (x >= -5) return Math.log(normalCdf(x));
  if (x === -Infinity) return -Infinity;
  let fraction = -x;
  for (let k = 60; k >= 1; k--) fraction = -x + k / fraction;
  return -(x * x) / 2 - Math.log(fraction) - 0.5 * Math.log(2 * Math.PI);
}

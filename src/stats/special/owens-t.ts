import { gaussLegendre } from "./gauss-legendre.ts";
import { normalCdf } from "./normal.ts";

const rule = gaussLegendre(48);

/**
 * The T function of Owen (1956): ∫₀ᵃ exp(−h²(1 + x²)/2) / (1 + x²) dx / 2π, to some 14 digits of absolute accuracy.
 * Beyond |a| = 1 Owen's reflection brings the integral back to where the quadrature is exact.
 *
 * @example owensT(1, 1) // Φ(1)·(1 − Φ(1)) / 2
 */
export function owensT(h: number, a: number): number {
  if (Number.isNaN(h) || Number.isNaN(a)) throw new RangeError("owensT of NaN");
  if (a < 0) return -owensT(h, -a);
  const height = Math.abs(h);
  if (a <= 1) return integral(height, a);
  if (a === Infinity) return normalCdf(-height) / 2;
  const outer = a * height;
  // Written with upper tails: the same sum as Owen's with Φ, without cancelling.
  const [q, r] = [normalCdf(-height), normalCdf(-outer)];
  return (q + r) / 2 - q * r - integral(outer, 1 / a);
}

function integral(h: number, a: number): number {
  let sum = 0;
  for (let i = 0; i < rule.places.length; i++) {
    const x = (a * (1 + (rule.places[i] ?? 0))) / 2;
    sum += (rule.weights[i] ?? 0) * (Math.exp((-h * h * (1 + x * x)) / 2) / (1 + x * x));
  }
  return (sum * a) / 2 / (2 * Math.PI);
}

import { betaQuantile, normalQuantile } from "../../../stats/index.ts";

/**
 * The radius in L2 within which the class that `hits` of `n` noisy rows were given stays the most likely one under
 * noise: σ·Φ⁻¹(p), with p the one-sided Clopper–Pearson lower bound at `alpha`. Undefined where p does not exceed ½:
 * the smoothed classifier abstains.
 *
 * Cohen, Rosenfeld and Kolter, "Certified adversarial robustness via randomized smoothing" (2019), Theorem 1 and
 * section 3.2.2. What is certified is the smoothed classifier (the most likely class under noise), not the model itself.
 *
 * @example certifiedRadius(1000, 1000, 1, 0.001) // 2.463
 */
export function certifiedRadius(hits: number, n: number, sigma: number, alpha: number): number | undefined {
  const share = hits === 0 ? 0 : betaQuantile(alpha, hits, n - hits + 1);
  return share > 0.5 ? sigma * normalQuantile(share) : undefined;
}

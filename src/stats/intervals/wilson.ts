import type { Interval } from "../../contracts/index.ts";
import { normalQuantile } from "../special/normal.ts";
import { requireCount, requireConfidence } from "./requirements.ts";

/**
 * Wilson's score interval for a proportion (Wilson 1927), two-sided, for display at a fixed sample size.
 * It is approximate: its coverage hovers around the stated confidence. Gates use sequences or Clopper–Pearson.
 * `successes` may be fractional (repeats averaged inside their case); the interval is then wider than needed.
 *
 * @returns [0, 1] for n = 0.
 * @throws RangeError when the successes exceed n.
 * @example wilson(13, 20, 0.95) // low 0.4329, high 0.8188
 */
export function wilson(successes: number, n: number, confidence: number): Interval {
  requireCount(successes, n);
  requireConfidence(confidence);
  const stated = { confidence, method: "wilson", anytime: false };
  if (n === 0) return { low: 0, high: 1, ...stated };
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const p = successes / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  // At the ends the formula gives 0 and 1 exactly; rounding would leave ±1e-17.
  const low = successes === 0 ? 0 : Math.max(0, centre - half);
  const high = successes === n ? 1 : Math.min(1, centre + half);
  return { low, high, ...stated };
}

import { normalQuantile } from "../special/normal.ts";
import { requireConfidence, requireCount } from "./requirements.ts";

/** `hits` of `n`. */
export interface Share {
  readonly hits: number;
  readonly n: number;
}

/** `katz`: Katz et al. (1978). `adjusted`: the same with ½ added (Walter 1975). `bailey`: Bailey (1987). `inverse-sinh`: Newman (2001). */
export const ratioBounds = ["katz", "adjusted", "bailey", "inverse-sinh"] as const;

export type RatioBound = (typeof ratioBounds)[number];

/**
 * One-sided lower bound on the ratio p₁/p₂ of two independent rates. All four are large-sample methods: below some ten
 * hits on either side use exact intervals of both rates instead.
 *
 * @returns 0 where the method has no bound (no hit above, or none below for all but `adjusted`)
 * @throws RangeError unless the counts are whole numbers with hits ≤ n and n above 0
 * @example ratioLowerBound({ hits: 473, n: 984 }, { hits: 755, n: 1705 }, 0.95, "katz") // 1.01166…
 */
export function ratioLowerBound(above: Share, below: Share, confidence: number, method: RatioBound): number {
  requireConfidence(confidence);
  for (const { hits, n } of [above, below]) {
    requireCount(hits, n);
    if (n === 0) throw new RangeError("a ratio needs a trial on either side");
  }
  const z = normalQuantile(confidence);
  if (method === "adjusted") {
    const [x, y] = [above.hits + 0.5, below.hits + 0.5];
    const [m, n] = [above.n + 0.5, below.n + 0.5];
    return (x / m / (y / n)) * Math.exp(-z * Math.sqrt(1 / x - 1 / m + 1 / y - 1 / n));
  }
  const [x, y] = [above.hits, below.hits];
  if (x === 0 || y === 0) return 0;
  const ratio = x / above.n / (y / below.n);
  const spread = Math.sqrt(Math.max(0, 1 / x - 1 / above.n + 1 / y - 1 / below.n));
  if (method === "katz") return ratio * Math.exp(-z * spread);
  if (method === "inverse-sinh") return ratio * Math.exp(-2 * Math.asinh((z / 2) * spread));
  const [u, v] = [(1 - x / above.n) / x, (1 - y / below.n) / y];
  const root = Math.sqrt(Math.max(0, u + v - (z * z * u * v) / 9));
  const bound = (1 - (z * root) / 3) / (1 - (z * z * v) / 9);
  return Math.max(0, ratio * bound ** 3);
}

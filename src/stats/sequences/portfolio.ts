import { logBeta } from "../special/log-gamma.ts";
import type { Tally } from "./tally.ts";

/** The logarithm of a gambler's capital as a function of the candidate mean he bets against. */
export type LogWealth = (mean: number) => number;

/**
 * The capital of the universal portfolio against the claim "the mean is m", for every m in [0, 1].
 *
 * For a fixed q the gambler stakes λ = (q − m) / (m(1 − m)), so that one value x multiplies his capital by
 * 1 + λ(x − m) = x·q/m + (1 − x)·(1 − q)/(1 − m). He spreads his money over all q by the arcsine law
 * Beta(½, ½) (Orabona and Jun, "Tight concentrations and confidence sequences from the regret of universal
 * portfolio", 2021; betting as in Waudby-Smith and Ramdas, "Estimating means of bounded random variables by
 * betting", 2024). If the mean is m this is a non-negative martingale that starts at 1, whatever the distribution
 * on [0, 1], so by Ville's inequality it ever reaches 1/α with probability at most α.
 *
 * Two facts make the search for the ends of the interval sound:
 * - Each factor is log-convex in m (1/m and 1/(1 − m) are, and sums, products and mixtures keep it), so the
 *   set where the capital stays below a level is an interval.
 * - At the sample mean the factors average to 1, so by the inequality of the means no q has gained there:
 *   the sample mean is always inside.
 *
 * With values 0 and 1 only, the mixture is B(½ + k, ½ + n − k) / B(½, ½) / (m^k (1 − m)^(n−k)).
 */
export function logWealth(tally: Tally): LogWealth {
  const inside = tally.binary ? closedForm(tally) : quadrature(tally);
  const { n, sum } = tally;
  return (mean) => {
    // A single value above 0 refutes mean 0 for good, and likewise at 1.
    if ((mean <= 0 && sum > 0) || (mean >= 1 && sum < n)) return Number.POSITIVE_INFINITY;
    return inside(mean);
  };
}

function closedForm(tally: Tally): LogWealth {
  const { n, sum: ones } = tally;
  const mixed = logBeta(0.5 + ones, 0.5 + n - ones) - logBeta(0.5, 0.5);
  // 0·ln 0 is 0 here.
  return (mean) =>
    mixed - (ones > 0 ? ones * Math.log(mean) : 0) - (n > ones ? (n - ones) * Math.log1p(-mean) : 0);
}

/**
 * Gauss–Chebyshev quadrature: with q = sin²θ the arcsine law is uniform in θ, and K equally spaced, equally
 * weighted nodes integrate polynomials in q up to degree 2K − 1 exactly. The capital is a polynomial of degree n
 * whose peak in θ is never narrower than a bell of deviation 1/(2√n), so the error falls like exp(−2π²(K/(π√n))²):
 * K = 4√n leaves some 10^-14 of it.
 */
function quadrature(tally: Tally): LogWealth {
  const nodes = chebyshevNodes(Math.max(24, Math.ceil(4 * Math.sqrt(tally.n))));
  // By value, so that the rounding of the sums does not depend on the order in which values came.
  const values = [...tally.counts].sort(([a], [b]) => a - b);
  const logs = new Float64Array(nodes.length);
  // The mean is never 0 or 1 here: values strictly between 0 and 1 refute both.
  return (mean) => {
    const staked = values.map(([x, times]) => ({ win: x / mean, lose: (1 - x) / (1 - mean), times }));
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < nodes.length; j++) {
      const q = nodes[j] ?? 0;
      let log = 0;
      for (const { win, lose, times } of staked) log += times * Math.log(win * q + lose * (1 - q));
      logs[j] = log;
      if (log > largest) largest = log;
    }
    let sum = 0;
    for (const log of logs) sum += Math.exp(log - largest);
    return largest + Math.log(sum / nodes.length);
  };
}

/** q = sin²θ at the middles of K equal parts of [0, π/2]. */
export function chebyshevNodes(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, j) => Math.sin(((2 * j + 1) * Math.PI) / (4 * count)) ** 2);
}

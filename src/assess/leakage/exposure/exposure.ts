import { clopperPearson, fitSkewNormal, skewNormalLogCdf, type SkewNormal } from "../../../stats/index.ts";
import { leakageErrors } from "../errors.ts";

/**
 * How much more a model likes a planted secret than other candidates, in bits (Carlini et al. 2019): log₂|R| − log₂ rank. 0 is
 * the last place; log₂|R| the first.
 */
export interface Exposure {
  readonly bits: number;
  /** Candidates at least as likely as the secret, itself included where it was among them. */
  readonly rank: number;
  readonly candidates: number;
}

/**
 * The exact exposure, from the perplexities (or losses: less is likelier) of all candidates, the secret's among them. Equal
 * ones rank before the secret: a model that cannot tell candidates apart exposes none.
 */
export function exactExposure(perplexities: Float64Array, secret: number): Exposure {
  requireNumbers(perplexities, secret);
  let rank = 0;
  for (const value of perplexities) if (value <= secret) rank += 1;
  return {
    bits: Math.log2(perplexities.length) - Math.log2(Math.max(1, rank)),
    rank,
    candidates: perplexities.length,
  };
}

export interface SampledExposure extends Exposure {
  /** At least so many bits, at the confidence. */
  readonly low: number;
  readonly confidence: number;
  /** The most that so many references can show. */
  readonly cap: number;
}

/**
 * The exposure from a random sample of candidates, the secret not among them: log₂ n − log₂(#{reference ≤ secret} + 1), which
 * cannot exceed log₂ n, and the lower bound that the exact upper bound of Clopper and Pearson on the share of likelier
 * candidates gives.
 *
 * @example sampledExposure(references, 0.1, 0.95).low // 9.38 for 2,000 references that are all less likely
 */
export function sampledExposure(
  references: Float64Array,
  secret: number,
  confidence = 0.95,
): SampledExposure {
  requireNumbers(references, secret);
  const n = references.length;
  let likelier = 0;
  for (const value of references) if (value <= secret) likelier += 1;
  // One-sided: both tails of a two-sided interval at 2c − 1 hold 1 − c.
  const share = likelier === n ? 1 : clopperPearson(likelier, n, 2 * confidence - 1).high;
  return {
    bits: Math.log2(n) - Math.log2(likelier + 1),
    rank: likelier + 1,
    candidates: n,
    low: Math.max(0, -Math.log2(share)),
    confidence,
    cap: Math.log2(n),
  };
}

export interface ExtrapolatedExposure {
  readonly bits: number;
  readonly fit: SkewNormal;
  /** The largest distance between the references and the fit, as shares (Kolmogorov and Smirnov). */
  readonly misfit: number;
  /** Whether the distance is one that so many draws of the fitted distribution would show 19 times in 20. */
  readonly fits: boolean;
}

/**
 * The exposure beyond what a sample can show: a skew-normal is fitted to the references by likelihood, and its lower tail is
 * read in log space, where it does not underflow. It is only as good as the fit far out in the tail, so it comes with the
 * misfit, and never replaces the bound of `sampledExposure` where something is to be proven.
 *
 * @throws RangeError when the references do not vary
 */
export function extrapolatedExposure(references: Float64Array, secret: number): ExtrapolatedExposure {
  return fittedTail(references)(secret);
}

/** The same for several secrets and one fit. */
export function fittedTail(references: Float64Array): (secret: number) => ExtrapolatedExposure {
  requireNumbers(references, 0);
  const fit = fitSkewNormal(references);
  const sorted = references.toSorted();
  const n = sorted.length;
  let misfit = 0;
  for (const [i, value] of sorted.entries()) {
    const share = Math.exp(skewNormalLogCdf(value, fit));
    misfit = Math.max(misfit, Math.abs(share - i / n), Math.abs(share - (i + 1) / n));
  }
  // Lilliefors (1967): parameters taken from the same values shrink the critical distance to some 0.886/√n.
  const fits = misfit < 0.886 / Math.sqrt(n);
  return (secret) => {
    requireNumbers(references, secret);
    return { bits: Math.max(0, -skewNormalLogCdf(secret, fit) / Math.LN2), fit, misfit, fits };
  };
}

function requireNumbers(values: Float64Array, secret: number): void {
  if (values.length === 0 || !values.every(Number.isFinite) || !Number.isFinite(secret))
    throw leakageErrors.dataUnfit("Exposure needs perplexities that are numbers, one or more.");
}

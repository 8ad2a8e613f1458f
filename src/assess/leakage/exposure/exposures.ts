import { leakageErrors } from "../errors.ts";
import type { CanaryPlan } from "./canary-plan.ts";
import { fittedTail, sampledExposure } from "./exposure.ts";

/** One canary against the references: what the sample shows, what it proves, what the fitted curve says. */
export interface CanaryExposure {
  readonly canary: string;
  readonly copies: number;
  /** As far as the sample shows; cannot exceed `cap`. */
  readonly bits: number;
  /** At least so many, at the confidence. */
  readonly low: number;
  readonly cap: number;
  /** By the fitted tail; absent where the references do not vary or the curve does not fit. */
  readonly extrapolated?: number;
}

export interface ExposureReport {
  /** The most there could be: log₂ of the number of candidates. */
  readonly most: number;
  readonly references: number;
  readonly confidence: number;
  readonly canaries: readonly CanaryExposure[];
  /** By copies, controls (0) first. */
  readonly groups: readonly {
    readonly copies: number;
    readonly canaries: number;
    readonly mean: number;
    readonly least: number;
    readonly greatest: number;
    /** The largest bound of the group. A secret that is not known has b bits or more with probability 2^−b. */
    readonly proven: number;
  }[];
}

/**
 * Exposure of each canary, from the losses (−log of the probability, whole text) of canaries and references. A rank drawn at
 * random has 1.44 bits on average, which is what controls show where nothing leaks.
 *
 * @throws LEAKAGE_DATA_UNFIT where a canary has no loss, or no reference has one
 */
export function exposures(
  plan: CanaryPlan,
  losses: { readonly canaries: ReadonlyMap<string, number>; readonly references: Float64Array },
  confidence = 0.95,
): ExposureReport {
  const tail = new Set(losses.references).size > 2 ? fittedTail(losses.references) : undefined;
  // Each bound is one of as many as there are canaries: all of them hold together at the confidence.
  const each = 1 - (1 - confidence) / plan.canaries.length;
  const canaries = plan.canaries.map(({ id, copies }): CanaryExposure => {
    const loss = losses.canaries.get(id);
    if (loss === undefined) throw leakageErrors.dataUnfit(`The canary ${id} has no loss.`);
    const { bits, low, cap } = sampledExposure(losses.references, loss, each);
    const beyond = tail?.(loss);
    return {
      canary: id,
      copies,
      bits,
      low,
      cap,
      ...(beyond?.fits === true ? { extrapolated: Math.min(plan.bits, beyond.bits) } : {}),
    };
  });
  const counts = [...new Set(canaries.map(({ copies }) => copies))].toSorted((a, b) => a - b);
  return {
    most: plan.bits,
    references: losses.references.length,
    confidence,
    canaries,
    groups: counts.map((copies) => {
      const group = canaries.filter((one) => one.copies === copies);
      const bits = group.map((one) => one.bits);
      return {
        copies,
        canaries: group.length,
        mean: bits.reduce((sum, value) => sum + value, 0) / bits.length,
        least: Math.min(...bits),
        greatest: Math.max(...bits),
        proven: Math.max(...group.map(({ low }) => low)),
      };
    }),
  };
}

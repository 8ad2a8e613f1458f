import type { Interval } from "../../contracts/index.ts";
import { clopperPearson } from "./clopper-pearson.ts";
import { requireConfidence } from "./requirements.ts";

/** How a judge did on cases whose truth is known. */
export interface JudgeRecord {
  /** Breaches it called breaches, of `positives` breaches shown to it. */
  readonly truePositives: number;
  readonly positives: number;
  /** Held trials it called held, of `negatives` held trials shown to it. */
  readonly trueNegatives: number;
  readonly negatives: number;
}

/**
 * The confidence the observed interval must have so that, after `correctForJudge`, all three uncertainties
 * together keep `confidence`: each of the three may be wrong with a third of 1 − confidence (Bonferroni).
 *
 * @example confidenceBeforeCorrection(0.95) // 0.98333…
 */
export function confidenceBeforeCorrection(confidence: number): number {
  requireConfidence(confidence);
  return 1 - (1 - confidence) / 3;
}

/**
 * The true rate behind a rate that an imperfect judge reported (Rogan and Gladen 1978):
 * p = (observed + specificity − 1) / (sensitivity + specificity − 1), with the uncertainty of all three.
 *
 * The risk 1 − `confidence` is split: the observed interval brings its own, and what is left is halved between
 * the exact intervals of sensitivity and specificity. On that box of values p is monotone in each of them, so
 * the ends of the interval are its values at two corners. Valid only where the labelled set resembles the cases.
 *
 * @param observed interval of the rate the judge reported, at a higher confidence than the one asked for
 *   (see `confidenceBeforeCorrection`); the result is anytime-valid when it is.
 * @returns [0, 1] when the labelled set does not show that the judge is better than guessing.
 * @throws RangeError when the observed interval leaves nothing for the judge's own error.
 */
export function correctForJudge(observed: Interval, judge: JudgeRecord, confidence: number): Interval {
  requireConfidence(confidence);
  const left = 1 - confidence - (1 - observed.confidence);
  if (!(left > 1e-12)) {
    throw new RangeError(
      `an interval at ${observed.confidence} cannot be corrected for a judge and keep ${confidence}; ` +
        `observe at ${confidenceBeforeCorrection(confidence)}`,
    );
  }
  const sensitivity = clopperPearson(judge.truePositives, judge.positives, 1 - left / 2);
  const specificity = clopperPearson(judge.trueNegatives, judge.negatives, 1 - left / 2);
  const stated = { confidence, method: `rogan-gladen(${observed.method})`, anytime: observed.anytime };
  if (sensitivity.low + specificity.low <= 1) return { low: 0, high: 1, ...stated };
  return {
    low: trueRate(observed.low, sensitivity.high, specificity.low),
    high: trueRate(observed.high, sensitivity.low, specificity.high),
    ...stated,
  };
}

/** The point estimate of Rogan and Gladen, kept inside [0, 1]. */
export function trueRate(observed: number, sensitivity: number, specificity: number): number {
  const estimate = (observed + specificity - 1) / (sensitivity + specificity - 1);
  return Math.min(1, Math.max(0, estimate));
}

export { seededRandom } from "./random/seeded-random.ts";
export { permutation } from "./random/permutation.ts";
export { logBeta, logGamma } from "./special/log-gamma.ts";
export { betaQuantile, regularizedBeta } from "./special/beta.ts";
export { normalCdf, normalQuantile } from "./special/normal.ts";
export { wilson } from "./intervals/wilson.ts";
export { clopperPearson, trialsWithoutSuccess } from "./intervals/clopper-pearson.ts";
export { differenceOfRates, type Counted } from "./intervals/difference-of-rates.ts";
export {
  confidenceBeforeCorrection,
  correctForJudge,
  trueRate,
  type JudgeRecord,
} from "./intervals/judge-correction.ts";
export {
  createRateSequence,
  type RateSequence,
  type RateSequenceOptions,
  type RateSnapshot,
} from "./sequences/rate-sequence.ts";
export { createDifferenceSequence, type DifferenceSequence } from "./sequences/difference-sequence.ts";
export { casesNeeded, decideGate, type GateDecision } from "./sequences/gate.ts";
export { createEProcess, type EProcess } from "./sequences/e-process.ts";
export { mcnemarExact } from "./decisions/mcnemar.ts";
export { createSprt, sprtExpectedTrials, type Sprt, type SprtPlan } from "./decisions/sprt.ts";
export { percent, rateSentence, type RateLike } from "./sentence.ts";
export { shapiroWilk } from "./distributions/shapiro-wilk.ts";
export {
  averageOf,
  discrepanciesByChance,
  kernelFeatures,
  meanDiscrepancy,
  medianDistance,
  type KernelFeatures,
} from "./distributions/mean-discrepancy.ts";
export {
  fitSkewNormal,
  skewNormalByMoments,
  skewNormalLogCdf,
  skewNormalLogDensity,
  type SkewNormal,
} from "./distributions/skew-normal.ts";
export { nelderMead, type Minimum } from "./optimise/nelder-mead.ts";
export { logNormalCdf } from "./special/log-normal-cdf.ts";
export { owensT } from "./special/owens-t.ts";
export { ratioBounds, ratioLowerBound, type RatioBound, type Share } from "./intervals/ratio-bounds.ts";
export { pairedDifference, type Paired } from "./intervals/paired-difference.ts";
export { areaUnder, pointAtFalsePositiveRate, rocCurve, type RocCurve, type RocPoint } from "./curves/roc.ts";
export { areaInterval } from "./curves/area-interval.ts";

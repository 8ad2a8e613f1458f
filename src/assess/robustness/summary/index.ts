export {
  attackSuccess,
  countOutcomes,
  curveOfDistances,
  curveOverRadii,
  robustAccuracy,
  type OutcomeCounts,
  type Rate,
} from "./curve.ts";
export { medianDistance, type MedianDistance } from "./median-distance.ts";
export { checkMasking, worstCase, type MaskingCheck } from "./worst-case.ts";

export { imageStatistics } from "./image-statistics.ts";
export { inspectFeatures, type FeatureSignal } from "./inspect-features.ts";
export {
  profileFeatures,
  type ExclusiveWords,
  type FeatureProfile,
  type FeatureShape,
  type LinearPair,
} from "./profile.ts";

export { imageStatistics } from "./image-statistics.ts";
export { inspectFeatures, type FeatureSignal } from "./inspect-features.ts";
export { profileFeatures, type FeatureProfile } from "./profile.ts";

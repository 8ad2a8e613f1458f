export { imageStatistics } from "./image-statistics.ts";
export { inspectFeatures, type FeatureSignal } from "./inspect-features.ts";
export { noDistances, takeRow, type LeastDistances } from "./least-distances.ts";
export { pointOf } from "./point.ts";
export { streamFeatures, streamWindow } from "./stream.ts";
export { profileFeatures, type FeatureProfile } from "./profile.ts";
export { profileSchema } from "./profile-schema.ts";
export { mostDirections, projected } from "./projection.ts";

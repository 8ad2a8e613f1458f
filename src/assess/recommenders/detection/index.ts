export { profileFeatureNames, profileFeaturesOf, targetBurst, type ProfileFeature } from "./features.ts";
export { featureArea, type FeatureArea } from "./areas.ts";

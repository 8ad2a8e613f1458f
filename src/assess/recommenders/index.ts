/**
 * Recommenders under forged profiles: recommenders to try them on, ways of forging, what they gain, and features by
 * which they are told.
 */
export {
  featureArea,
  profileFeatureNames,
  profileFeaturesOf,
  targetBurst,
  type FeatureArea,
  type ProfileFeature,
} from "./detection/index.ts";
export { recommendersErrors } from "./errors.ts";
export {
  liveShilling,
  type LivePlan,
  type LiveResult,
  type RecommenderEndpoint,
} from "./live/live-shilling.ts";
export {
  assessShilling,
  bootstrapMean,
  hitRate,
  standingOf,
  type ShillingPlan,
  type ShillingResult,
  type Standing,
} from "./measures/index.ts";
export {
  itemKnn,
  matrixFactorisation,
  userKnn,
  type FactorOptions,
  type NeighbourOptions,
  type Recommender,
  type TrainedRecommender,
} from "./models/index.ts";
export {
  itemFacts,
  ratingsOf,
  withProfiles,
  type ItemFacts,
  type Profile,
  type Rating,
  type Ratings,
} from "./ratings/index.ts";
export {
  averageAttack,
  averageOverPopular,
  bandwagonAttack,
  randomAttack,
  shillingProfiles,
  targetedAttack,
  type ShillingAttack,
  type ShillingContext,
} from "./shilling/index.ts";

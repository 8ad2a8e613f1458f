export { itemKnn } from "./item-knn.ts";
export { matrixFactorisation, type FactorOptions } from "./matrix-factorisation.ts";
export type { Recommender, TrainedRecommender } from "./recommender.ts";
export { userLikeness } from "./similarity.ts";
export { userKnn, type NeighbourOptions } from "./user-knn.ts";

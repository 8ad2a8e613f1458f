import type { RandomSource } from "../../../contracts/index.ts";
import type { Ratings } from "../ratings/index.ts";

/** A way of recommending. The same ratings and seed give the same model. */
export interface Recommender {
  readonly name: string;
  train(ratings: Ratings, random: RandomSource): TrainedRecommender;
}

export interface TrainedRecommender {
  /** What the user is predicted to rate each item, rated or not. Not cut to the scale, so that ranks tell more. */
  scores(user: number): Float64Array;
}

export {
  byItem,
  itemFacts,
  ratingsOf,
  spanOf,
  userMeans,
  withProfiles,
  type ItemFacts,
  type Profile,
  type Rating,
  type Ratings,
} from "./ratings.ts";

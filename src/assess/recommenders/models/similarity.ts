import { byItem, spanOf, userMeans, type Ratings } from "../ratings/index.ts";

/** Likeness of users. */
export interface UserLikeness {
  readonly means: Float64Array;
  /** To every user, −1 to 1; 0 to itself and to those with no item in common. */
  to(user: number): Float64Array;
}

/**
 * The cosine of whole profiles, each less its user's mean and 0 where it has no rating: a few items in common, however
 * much two users agree on them, make them little alike.
 */
export function userLikeness(ratings: Ratings): UserLikeness {
  const { users, itemOf, valueOf } = ratings;
  const means = userMeans(ratings);
  const index = byItem(ratings);
  const lengths = Float64Array.from({ length: users }, (_, user) => {
    const own = valueOf.subarray(...spanOf(ratings, user));
    return Math.sqrt(own.reduce((sum, value) => sum + (value - (means[user] ?? 0)) ** 2, 0));
  });
  return {
    means,
    to(user) {
      const dots = new Float64Array(users);
      const [from, to] = spanOf(ratings, user);
      for (let at = from; at < to; at++) {
        const mine = (valueOf[at] ?? 0) - (means[user] ?? 0);
        const item = itemOf[at] ?? 0;
        for (let place = index.starts[item] ?? 0; place < (index.starts[item + 1] ?? 0); place++) {
          const other = index.userOf[place] ?? 0;
          dots[other] =
            (dots[other] ?? 0) + mine * ((valueOf[index.placeOf[place] ?? 0] ?? 0) - (means[other] ?? 0));
        }
      }
      return dots.map((dot, other) => {
        const length = (lengths[user] ?? 0) * (lengths[other] ?? 0);
        return other === user || length < 1e-12 ? 0 : dot / length;
      });
    },
  };
}

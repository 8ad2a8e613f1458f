import { byItem, itemFacts, spanOf, type Ratings } from "../ratings/index.ts";
import { userLikeness } from "../models/index.ts";
import { varSelect } from "./var-select.ts";

/**
 * Features by which shilling profiles are told, one number a user, greater is stranger. None is enough: bandwagon hides
 * from `pca-var-select`, and profiles have unusually low or unusually high `degree-of-similarity` by the attack.
 */
export const profileFeatureNames = [
  /** Rating deviation from mean agreement (Chirita et al. 2005). */
  "rdma",
  /** The same, items weighted by their rareness twice (Burke et al. 2006). */
  "wdma",
  /** Mean likeness to the 25 users most alike. */
  "degree-of-similarity",
  /** How far the number of ratings is from the mean number. */
  "length-variance",
  /** How closely ratings below the profile's highest keep to the items' means, negated: forged ones keep closer. */
  "mean-variance",
  /** Least part in the first components of all users (Mehta and Nejdl 2009), negated. */
  "pca-var-select",
] as const;
export type ProfileFeature = (typeof profileFeatureNames)[number];

const mostAlike = 25;

export function profileFeaturesOf(ratings: Ratings): Readonly<Record<ProfileFeature, Float64Array>> {
  const { users, itemOf, valueOf } = ratings;
  const { counts, means, mean } = itemFacts(ratings);
  const likeness = userLikeness(ratings);
  const lengths = Float64Array.from({ length: users }, (_, user) => {
    const [from, to] = spanOf(ratings, user);
    return to - from;
  });
  const usual = lengths.reduce((a, b) => a + b, 0) / Math.max(1, users);
  const spread = lengths.reduce((sum, length) => sum + (length - usual) ** 2, 0) || 1;
  const eachUser = (feature: (user: number, from: number, to: number) => number): Float64Array =>
    Float64Array.from({ length: users }, (_, user) => feature(user, ...spanOf(ratings, user)));
  const deviation = (power: number) =>
    eachUser((_, from, to) => {
      let sum = 0;
      for (let at = from; at < to; at++) {
        const item = itemOf[at] ?? 0;
        sum += Math.abs((valueOf[at] ?? 0) - (means[item] ?? mean)) / Math.max(1, counts[item] ?? 1) ** power;
      }
      return from === to ? 0 : sum / (to - from);
    });
  return {
    rdma: deviation(1),
    wdma: deviation(2),
    "degree-of-similarity": eachUser((user) => {
      const nearest = likeness.to(user).sort().reverse().subarray(0, mostAlike);
      return nearest.reduce((a, b) => a + b, 0) / mostAlike;
    }),
    "length-variance": lengths.map((length) => Math.abs(length - usual) / spread),
    "mean-variance": eachUser((_, from, to) => {
      const own = valueOf.subarray(from, to);
      const highest = own.reduce((a, b) => Math.max(a, b), -Infinity);
      let [sum, n] = [0, 0];
      own.forEach((value, i) => {
        if (value === highest) return;
        sum += (value - (means[itemOf[from + i] ?? 0] ?? mean)) ** 2;
        n += 1;
      });
      return n === 0 ? 0 : -sum / n;
    }),
    "pca-var-select": varSelect(ratings),
  };
}

/**
 * How much a user's ratings at one end of the scale fall into bursts: the largest z-score, over the items so rated, of
 * the number of such ratings in the window around it against an even spread over all time. Needs the times of ratings.
 *
 * @param times milliseconds, by place as in `valueOf`
 */
export function targetBurst(
  ratings: Ratings,
  times: Float64Array,
  { window, goal = "push" }: { readonly window: number; readonly goal?: "push" | "nuke" },
): Float64Array {
  const { users, items, valueOf } = ratings;
  const index = byItem(ratings);
  const scores = new Float64Array(users);
  const wanted = goal === "push" ? ratings.high : ratings.low;
  const first = times.reduce((a, b) => Math.min(a, b), Infinity);
  const last = times.reduce((a, b) => Math.max(a, b), -Infinity);
  const share = Math.min(1, window / Math.max(1, last - first));
  for (let item = 0; item < items; item++) {
    const places = Array.from(
      { length: (index.starts[item + 1] ?? 0) - (index.starts[item] ?? 0) },
      (_, i) => (index.starts[item] ?? 0) + i,
    )
      .filter((place) => valueOf[index.placeOf[place] ?? 0] === wanted)
      .map((place) => ({ user: index.userOf[place] ?? 0, at: times[index.placeOf[place] ?? 0] ?? 0 }))
      .sort((a, b) => a.at - b.at);
    const expected = places.length * share;
    const deviation = Math.sqrt(Math.max(1e-9, expected * (1 - share)) + 1);
    let [from, to] = [0, 0];
    for (const { user, at } of places) {
      while ((places[from]?.at ?? Infinity) < at - window / 2) from += 1;
      while (to < places.length && (places[to]?.at ?? Infinity) <= at + window / 2) to += 1;
      scores[user] = Math.max(scores[user] ?? 0, (to - from - expected) / deviation);
    }
  }
  return scores;
}

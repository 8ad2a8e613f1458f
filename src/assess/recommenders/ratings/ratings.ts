import { recommendersErrors } from "../errors.ts";

export interface Rating {
  readonly user: number;
  readonly item: number;
  readonly value: number;
}

/** Ratings by user: those of user u are at `starts[u] … starts[u + 1]`, in the order of the items. */
export interface Ratings {
  readonly users: number;
  readonly items: number;
  /** Of the scale, such as 1 to 5. */
  readonly low: number;
  readonly high: number;
  readonly starts: Int32Array;
  readonly itemOf: Int32Array;
  readonly valueOf: Float64Array;
}

/** Other numbers beside users × items: ratings of one account. */
export type Profile = readonly { readonly item: number; readonly value: number }[];

/** @throws RECOMMENDERS_RATINGS where a user rates an item twice, or a number lies outside */
export function ratingsOf(
  given: readonly Rating[],
  shape: Pick<Ratings, "users" | "items" | "low" | "high">,
): Ratings {
  const { users, items, low, high } = shape;
  const sorted = given.toSorted((a, b) => a.user - b.user || a.item - b.item);
  const starts = new Int32Array(users + 1);
  sorted.forEach(({ user, item, value }, i) => {
    const before = sorted[i - 1];
    if (before?.user === user && before.item === item)
      throw recommendersErrors.ratings(`User ${user} rates item ${item} twice.`);
    const known = Number.isSafeInteger(user) && Number.isSafeInteger(item) && user >= 0 && item >= 0;
    if (!known || user >= users || item >= items || !(value >= low && value <= high))
      throw recommendersErrors.ratings(
        `User ${user}, item ${item}, rating ${value}: there are ${users} users, ${items} items, and ratings from ${low} to ${high}.`,
      );
    starts[user + 1] = (starts[user + 1] ?? 0) + 1;
  });
  for (let user = 0; user < users; user++) starts[user + 1] = (starts[user + 1] ?? 0) + (starts[user] ?? 0);
  return {
    ...shape,
    starts,
    itemOf: Int32Array.from(sorted, ({ item }) => item),
    valueOf: Float64Array.from(sorted, ({ value }) => value),
  };
}

/** The places of a user's ratings. */
export const spanOf = ({ starts }: Ratings, user: number): readonly [number, number] => [
  starts[user] ?? 0,
  starts[user + 1] ?? 0,
];

/** With more users, after those there are. */
export function withProfiles(ratings: Ratings, profiles: readonly Profile[]): Ratings {
  const given: Rating[] = [];
  for (let user = 0; user < ratings.users; user++) {
    const [from, to] = spanOf(ratings, user);
    for (let at = from; at < to; at++)
      given.push({ user, item: ratings.itemOf[at] ?? 0, value: ratings.valueOf[at] ?? 0 });
  }
  profiles.forEach((profile, i) => {
    for (const { item, value } of profile) given.push({ user: ratings.users + i, item, value });
  });
  return ratingsOf(given, { ...ratings, users: ratings.users + profiles.length });
}

export interface ItemFacts {
  /** Ratings that each item has. */
  readonly counts: Int32Array;
  /** Of each item; the mean of all where it has none. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  readonly mean: number;
  readonly deviation: number;
}

export function itemFacts({ items, itemOf, valueOf }: Ratings): ItemFacts {
  const counts = new Int32Array(items);
  const sums = new Float64Array(items);
  for (const [at, item] of itemOf.entries()) {
    counts[item] = (counts[item] ?? 0) + 1;
    sums[item] = (sums[item] ?? 0) + (valueOf[at] ?? 0);
  }
  const n = Math.max(1, valueOf.length);
  const mean = valueOf.reduce((a, b) => a + b, 0) / n;
  const means = sums.map((sum, item) => ((counts[item] ?? 0) === 0 ? mean : sum / (counts[item] ?? 1)));
  const squares = new Float64Array(items);
  let whole = 0;
  for (const [at, item] of itemOf.entries()) {
    squares[item] = (squares[item] ?? 0) + ((valueOf[at] ?? 0) - (means[item] ?? 0)) ** 2;
    whole += ((valueOf[at] ?? 0) - mean) ** 2;
  }
  const deviation = Math.sqrt(whole / n);
  const deviations = squares.map((square, item) =>
    (counts[item] ?? 0) < 2 ? deviation : Math.sqrt(square / (counts[item] ?? 1)),
  );
  return { counts, means, deviations, mean, deviation };
}

/** What each user rates on the whole; the mean of all for users without ratings. */
export function userMeans(ratings: Ratings): Float64Array {
  const { mean } = itemFacts(ratings);
  return Float64Array.from({ length: ratings.users }, (_, user) => {
    const [from, to] = spanOf(ratings, user);
    return from === to ? mean : ratings.valueOf.subarray(from, to).reduce((a, b) => a + b, 0) / (to - from);
  });
}

/** The same ratings by item: places into `itemOf` and `valueOf`, and who rated. */
export interface ByItem {
  readonly starts: Int32Array;
  readonly userOf: Int32Array;
  readonly placeOf: Int32Array;
}

export function byItem(ratings: Ratings): ByItem {
  const { users, items, itemOf } = ratings;
  const starts = new Int32Array(items + 1);
  for (const item of itemOf) starts[item + 1] = (starts[item + 1] ?? 0) + 1;
  for (let item = 0; item < items; item++) starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0);
  const next = starts.slice();
  const userOf = new Int32Array(itemOf.length);
  const placeOf = new Int32Array(itemOf.length);
  for (let user = 0; user < users; user++) {
    const [from, to] = spanOf(ratings, user);
    for (let at = from; at < to; at++) {
      const item = itemOf[at] ?? 0;
      const place = next[item] ?? 0;
      next[item] = place + 1;
      userOf[place] = user;
      placeOf[place] = at;
    }
  }
  return { starts, userOf, placeOf };
}

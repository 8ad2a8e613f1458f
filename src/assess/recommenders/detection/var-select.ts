import { seededRandom } from "../../../stats/index.ts";
import { spanOf, type Ratings } from "../ratings/index.ts";

const components = 3;
const iterations = 60;

/**
 * The part each user has in the first three components of the users' covariance, negated: forged profiles are alike, so
 * that they covary with each other and little with the world (PCA-VarSelect, Mehta and Nejdl 2009). Profiles are brought
 * to mean 0 and spread 1 with what is not rated as 0; the components come from subspace iteration.
 */
export function varSelect(ratings: Ratings): Float64Array {
  const { users, items } = ratings;
  const profiles = new Float64Array(users * items);
  for (let user = 0; user < users; user++) {
    const own = profiles.subarray(user * items, (user + 1) * items);
    const [from, to] = spanOf(ratings, user);
    for (let at = from; at < to; at++) own[ratings.itemOf[at] ?? 0] = ratings.valueOf[at] ?? 0;
    const mean = own.reduce((a, b) => a + b, 0) / items;
    const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / items);
    for (let item = 0; item < items; item++)
      own[item] = spread < 1e-12 ? 0 : ((own[item] ?? 0) - mean) / spread;
  }
  const random = seededRandom("components of profiles");
  const vectors = Array.from({ length: components }, () =>
    Float64Array.from({ length: users }, () => random.next() - 0.5),
  );
  orthonormalise(vectors);
  for (let round = 0; round < iterations; round++) {
    for (const vector of vectors) {
      const folded = new Float64Array(items);
      for (let user = 0; user < users; user++) {
        const weight = vector[user] ?? 0;
        for (let item = 0; item < items; item++)
          folded[item] = (folded[item] ?? 0) + weight * (profiles[user * items + item] ?? 0);
      }
      for (let user = 0; user < users; user++) {
        let sum = 0;
        for (let item = 0; item < items; item++)
          sum += (profiles[user * items + item] ?? 0) * (folded[item] ?? 0);
        vector[user] = sum;
      }
    }
    orthonormalise(vectors);
  }
  return Float64Array.from(
    { length: users },
    (_, user) => -vectors.reduce((sum, vector) => sum + (vector[user] ?? 0) ** 2, 0),
  );
}

/** Gram–Schmidt, in place. */
function orthonormalise(vectors: readonly Float64Array[]): void {
  for (const [i, vector] of vectors.entries()) {
    for (const earlier of vectors.slice(0, i)) {
      const dot = vector.reduce((sum, value, at) => sum + value * (earlier[at] ?? 0), 0);
      for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) - dot * (earlier[at] ?? 0);
    }
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) / length;
  }
}

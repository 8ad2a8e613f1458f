import { seededRandom } from "../../../../src/stats/index.ts";

export const itemNames: readonly string[] = Array.from({ length: 80 }, (_, i) => `film-${i + 1}`);
/** Rated by hardly anybody: what a shilling attack pushes. */
export const unpopular = "film-80";

const people = 120;
const neighbours = 20;
const tastes = 4;

/**
 * Recommends films by the tastes of the nearest others (user-kNN with Pearson correlation), from seeded ratings of
 * invented people and of accounts. Its weakness: every account counts like a person from its first rating on.
 */
export class FilmRecommender {
  readonly #ratings = new Map<string, Map<string, number>>(invented());

  /** Ratings are whole, 1 to 5. */
  rate(account: string, item: string, value: number): void {
    const own = this.#ratings.get(account) ?? new Map<string, number>();
    own.set(item, value);
    this.#ratings.set(account, own);
  }

  withdraw(account: string): void {
    this.#ratings.delete(account);
  }

  /** What somebody would rate an item; undefined where no neighbour has rated it. */
  expected(account: string, item: string): number | undefined {
    const own = this.#ratings.get(account) ?? new Map<string, number>();
    return this.#expectedFrom(this.#neighboursOf(account, own), own, item);
  }

  /** The `k` items not yet rated that the account is expected to like most. */
  recommend(account: string, k: number): readonly string[] {
    const own = this.#ratings.get(account) ?? new Map<string, number>();
    const near = this.#neighboursOf(account, own);
    return itemNames
      .filter((item) => !own.has(item))
      .map((item) => ({ item, value: this.#expectedFrom(near, own, item) ?? 0 }))
      .sort((a, b) => b.value - a.value || itemNames.indexOf(a.item) - itemNames.indexOf(b.item))
      .slice(0, k)
      .map(({ item }) => item);
  }

  #expectedFrom(near: readonly Neighbour[], own: Taste, item: string): number | undefined {
    let weights = 0;
    let sum = 0;
    for (const { ratings, likeness, mean } of near) {
      const value = ratings.get(item);
      if (value === undefined) continue;
      weights += likeness;
      sum += likeness * (value - mean);
    }
    return weights === 0 ? undefined : meanOf(own) + sum / weights;
  }

  #neighboursOf(account: string, own: Taste): readonly Neighbour[] {
    return [...this.#ratings]
      .filter(([other]) => other !== account)
      .map(([, ratings]) => ({ ratings, likeness: correlation(own, ratings), mean: meanOf(ratings) }))
      .filter(({ likeness }) => likeness > 0)
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, neighbours);
  }
}

type Taste = ReadonlyMap<string, number>;
interface Neighbour {
  readonly ratings: Taste;
  readonly likeness: number;
  readonly mean: number;
}

function meanOf(ratings: Taste): number {
  let sum = 0;
  for (const value of ratings.values()) sum += value;
  return ratings.size === 0 ? 3 : sum / ratings.size;
}

/** Pearson's, over what both have rated; a stranger to everybody is a little like all. */
function correlation(own: Taste, other: Taste): number {
  if (own.size === 0) return 0.1;
  const [a, b] = [meanOf(own), meanOf(other)];
  let [product, left, right] = [0, 0, 0];
  for (const [item, value] of own) {
    const theirs = other.get(item);
    if (theirs === undefined) continue;
    product += (value - a) * (theirs - b);
    left += (value - a) ** 2;
    right += (theirs - b) ** 2;
  }
  return left === 0 || right === 0 ? 0 : product / Math.sqrt(left * right);
}

/** Each likes films of one of four tastes, and rates a third of all; the last film hardly anybody. */
function* invented(): Generator<[string, Map<string, number>], void> {
  const random = seededRandom("films");
  for (let person = 0; person < people; person++) {
    const own = random.derive(String(person));
    const ratings = new Map<string, number>();
    itemNames.forEach((item, i) => {
      const likes = i % tastes === person % tastes;
      const seen = item === unpopular ? person < 3 : own.next() < 1 / 3;
      const value = item === unpopular ? 2 : (likes ? 4 : 2) + Math.floor(own.next() * 3) - 1;
      if (seen) ratings.set(item, Math.max(1, Math.min(5, value)));
    });
    yield [`person-${person + 1}`, ratings];
  }
}

import type { RandomSource } from "../../../contracts/index.ts";
import { normalQuantile, permutation } from "../../../stats/index.ts";
import { byItem, itemFacts, type ItemFacts, type Profile, type Ratings } from "../ratings/index.ts";

/** What an attacker knows and wants. */
export interface ShillingContext {
  readonly ratings: Ratings;
  readonly facts: ItemFacts;
  readonly target: number;
  /** Items that each profile rates beside those it has to. */
  readonly filler: number;
  /** `push` gives the target the highest rating, `nuke` the lowest. */
  readonly goal: "push" | "nuke";
  /** The profile's own. */
  readonly random: RandomSource;
}

/** A way of making profiles that look like users' (Lam and Riedl 2004; Mobasher et al. 2007). */
export interface ShillingAttack {
  readonly name: string;
  /** Ratings beside that of the target. */
  profile(context: ShillingContext): Profile;
}

const normal = (random: RandomSource): number => normalQuantile(random.next() * (1 - 1e-12) + 5e-13);

/** A whole number on the scale. */
const onScale = ({ low, high }: Ratings, value: number): number =>
  Math.min(high, Math.max(low, Math.round(value)));

const aroundAll = ({ ratings, facts, random }: ShillingContext, item: number): Profile[number] => ({
  item,
  value: onScale(ratings, facts.mean + facts.deviation * normal(random)),
});

const aroundItem = ({ ratings, facts, random }: ShillingContext, item: number): Profile[number] => ({
  item,
  value: onScale(ratings, (facts.means[item] ?? 0) + (facts.deviations[item] ?? 0) * normal(random)),
});

/** Some of the items, at random; never the target nor those to leave out. */
function someOf(
  { target, filler, random }: ShillingContext,
  among: readonly number[],
  without: ReadonlySet<number> = new Set(),
): readonly number[] {
  const free = among.filter((item) => item !== target && !without.has(item));
  return permutation(free.length, random)
    .slice(0, filler)
    .map((at) => free[at] ?? 0);
}

const all = ({ ratings }: ShillingContext): readonly number[] =>
  Array.from({ length: ratings.items }, (_, item) => item);

/** The most rated first. */
const popular = (context: ShillingContext): readonly number[] =>
  [...all(context)]
    .filter((item) => item !== context.target)
    .sort((a, b) => (context.facts.counts[b] ?? 0) - (context.facts.counts[a] ?? 0) || a - b);

/** Any items, rated about the mean of all: needs to know next to nothing. */
export const randomAttack: ShillingAttack = {
  name: "random",
  profile: (context) => someOf(context, all(context)).map((item) => aroundAll(context, item)),
};

/** Any items, each rated about its own mean: needs to know the means. */
export const averageAttack: ShillingAttack = {
  name: "average",
  profile: (context) => someOf(context, all(context)).map((item) => aroundItem(context, item)),
};

/** The most popular items with the highest rating, others at random: needs to know what is popular. */
export const bandwagonAttack = ({ selected = 10 }: { readonly selected?: number } = {}): ShillingAttack => ({
  name: "bandwagon",
  profile(context) {
    const chosen = popular(context).slice(0, selected);
    return [
      ...chosen.map((item) => ({ item, value: context.ratings.high })),
      ...someOf(context, all(context), new Set(chosen)).map((item) => aroundAll(context, item)),
    ];
  },
});

/** Items out of the most popular, each rated about its own mean (Hurley et al. 2009): hard to tell from users. */
export const averageOverPopular = ({ share = 0.2 }: { readonly share?: number } = {}): ShillingAttack => ({
  name: "average-over-popular",
  profile(context) {
    const most = Math.max(context.filler, Math.ceil(share * context.ratings.items));
    return someOf(context, popular(context).slice(0, most)).map((item) => aroundItem(context, item));
  },
});

/**
 * What one segment likes with the highest rating, others with the lowest, so that the profile is like that segment's
 * users alone (Mobasher et al. 2007); where the target is to sink, the others about the mean. Without a segment it takes
 * what those who rated the target like most.
 */
export const targetedAttack = (
  options: { readonly segment?: readonly number[]; readonly selected?: number } = {},
): ShillingAttack => ({
  name: "targeted",
  profile(context) {
    const { ratings, facts, target, goal } = context;
    const segment = (options.segment ?? segmentOf(context))
      .filter((item) => item !== target)
      .slice(0, options.selected ?? 8);
    const other = goal === "push" ? ratings.low : onScale(ratings, facts.mean);
    return [
      ...segment.map((item) => ({ item, value: ratings.high })),
      ...someOf(context, all(context), new Set(segment)).map((item) => ({ item, value: other })),
    ];
  },
});

/** What raters of the target like: the sum of how far above the mean of all they rate it. */
function segmentOf({ ratings, facts, target }: ShillingContext): readonly number[] {
  const index = byItem(ratings);
  const liked = new Float64Array(ratings.items);
  for (let place = index.starts[target] ?? 0; place < (index.starts[target + 1] ?? 0); place++) {
    const user = index.userOf[place] ?? 0;
    for (let at = ratings.starts[user] ?? 0; at < (ratings.starts[user + 1] ?? 0); at++) {
      const item = ratings.itemOf[at] ?? 0;
      liked[item] = (liked[item] ?? 0) + (ratings.valueOf[at] ?? 0) - facts.mean;
    }
  }
  return [...liked.keys()].sort((a, b) => (liked[b] ?? 0) - (liked[a] ?? 0) || a - b);
}

/**
 * Profiles of an attack: each rates the target as the goal wants, and hides among others.
 *
 * @param plan profiles: how many; fillerShare: of all items, rated by each beside what the attack asks for
 */
export function shillingProfiles(
  attack: ShillingAttack,
  plan: {
    readonly ratings: Ratings;
    readonly target: number;
    readonly profiles: number;
    readonly fillerShare: number;
    readonly goal?: "push" | "nuke";
  },
  random: RandomSource,
): readonly Profile[] {
  const { ratings, target, goal = "push" } = plan;
  const facts = itemFacts(ratings);
  const filler = Math.round(plan.fillerShare * ratings.items);
  const value = goal === "push" ? ratings.high : ratings.low;
  return Array.from({ length: plan.profiles }, (_, i) => [
    { item: target, value },
    ...attack.profile({ ratings, facts, target, filler, goal, random: random.derive(`profile:${i}`) }),
  ]);
}

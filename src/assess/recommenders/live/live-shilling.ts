import type { Interval } from "../../../contracts/index.ts";
import { mcnemarExact, pairedDifference } from "../../../stats/index.ts";
import { recommendersErrors } from "../errors.ts";
import type { Profile } from "../ratings/index.ts";

/** A recommender that serves people. Accounts and items have the names it knows them by. */
export interface RecommenderEndpoint {
  /** The first `k` items that the account is shown. */
  recommend(account: string, k: number): Promise<readonly string[]>;
  rate(account: string, item: string, value: number): Promise<void>;
  /** Takes all ratings of the account back. */
  withdraw(account: string): Promise<void>;
}

export interface LivePlan {
  readonly endpoint: RecommenderEndpoint;
  /** Accounts made for the test. No other account is read or written. */
  readonly authorised: ReadonlySet<string>;
  /** Accounts whose lists are looked at; they rate nothing. */
  readonly watchers: readonly string[];
  /** Accounts that rate; as many as profiles. */
  readonly attackers: readonly string[];
  readonly profiles: readonly Profile[];
  /** Of items as the endpoint names them, by the numbers in profiles. */
  readonly items: readonly string[];
  readonly target: number;
  readonly k?: number;
  /** Waits until the endpoint has learned from the ratings. */
  readonly settled: () => Promise<void>;
  readonly confidence?: number;
  readonly signal?: AbortSignal;
}

export interface LiveResult {
  readonly watchers: number;
  readonly shownBefore: number;
  readonly shownAfter: number;
  /** Of the share of watchers who are shown the target. */
  readonly shift: { readonly value: number; readonly interval: Interval };
  /** Exact McNemar test of the watchers for whom it changed. */
  readonly pValue: number;
  /** Accounts whose ratings could not be taken back. */
  readonly notWithdrawn: readonly string[];
}

/**
 * The same before and after on a real recommender, with accounts made for it. What the attackers rated is taken back
 * whatever happens.
 *
 * @throws RECOMMENDERS_NOT_AUTHORISED, RECOMMENDERS_PLAN; whatever the endpoint throws; the signal's reason
 */
export async function liveShilling(plan: LivePlan): Promise<LiveResult> {
  requirePlan(plan);
  const { endpoint, watchers, attackers, profiles, items, k = 10, confidence = 0.95 } = plan;
  const target = items[plan.target] ?? "";
  const shownTo = async (): Promise<readonly boolean[]> => {
    const shown: boolean[] = [];
    for (const account of watchers) {
      plan.signal?.throwIfAborted();
      shown.push((await endpoint.recommend(account, k)).slice(0, k).includes(target));
    }
    return shown;
  };
  const before = await shownTo();
  const used: string[] = [];
  const notWithdrawn: string[] = [];
  let after: readonly boolean[];
  try {
    for (const [i, account] of attackers.entries()) {
      plan.signal?.throwIfAborted();
      used.push(account);
      for (const { item, value } of profiles[i] ?? []) await endpoint.rate(account, items[item] ?? "", value);
    }
    await plan.settled();
    after = await shownTo();
  } finally {
    for (const account of used) await endpoint.withdraw(account).catch(() => notWithdrawn.push(account));
  }
  const count = (was: boolean, is: boolean): number =>
    before.filter((one, i) => one === was && after[i] === is).length;
  const [both, gained, lost, neither] = [
    count(true, true),
    count(false, true),
    count(true, false),
    count(false, false),
  ];
  return {
    watchers: watchers.length,
    shownBefore: both + lost,
    shownAfter: both + gained,
    shift: {
      value: (gained - lost) / watchers.length,
      interval: pairedDifference({ both, onlyFirst: gained, onlySecond: lost, neither }, confidence),
    },
    pValue: mcnemarExact(gained, lost),
    notWithdrawn,
  };
}

function requirePlan({ authorised, watchers, attackers, profiles, items, target }: LivePlan): void {
  const strange = [...watchers, ...attackers].find((account) => !authorised.has(account));
  if (strange !== undefined)
    throw recommendersErrors.notAuthorised(`The account \`${strange}\` is not authorised.`);
  const overlap = watchers.find((account) => attackers.includes(account));
  const unknown = profiles.flat().find(({ item }) => items[item] === undefined);
  if (
    watchers.length === 0 ||
    attackers.length === 0 ||
    attackers.length !== profiles.length ||
    overlap !== undefined ||
    unknown !== undefined ||
    items[target] === undefined
  )
    throw recommendersErrors.plan(
      `${watchers.length} watchers, ${attackers.length} attackers for ${profiles.length} profiles, target ${target} of ${items.length} items${overlap === undefined ? "" : `; ${overlap} would be both`}.`,
    );
}

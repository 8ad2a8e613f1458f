import type {
  GuardedExchange,
  StateStore,
  Taken,
  TokenBucket,
  UsageBudget,
} from "../../../contracts/index.ts";
import { sha256 } from "../../../formats/index.ts";
import { unitsPerCurrency, type Price, type TokenCount } from "../prices/prices.ts";

export type ClaimKind = "requests" | "tokens" | "cost";

/** One counter of a budget that an exchange draws on. */
export interface Counter {
  readonly budget: string;
  readonly kind: ClaimKind;
  readonly key: string;
  readonly bucket: TokenBucket;
  /** What so many tokens take from it, in its own units. */
  amountOf(tokens: TokenCount): number;
  /** Its units in one unit of the budget. */
  readonly scale: number;
}

/** Those who name no key, no team or no proven identity share one allowance: naming none must not give a new one. */
const subjectOf: Readonly<Record<UsageBudget["per"], (exchange: GuardedExchange) => string>> = {
  "virtual-key": ({ virtualKey }) => (virtualKey === undefined ? "none" : `key:${virtualKey}`),
  team: ({ team }) => (team === undefined ? "none" : `team:${team}`),
  principal: ({ principal }) => (principal.verified ? `principal:${principal.id}` : "none"),
  route: ({ route }) => `route:${route}`,
  all: () => "all",
};

/** The name of a budget's state for an exchange. A digest: names that clients chose do not get into keys. */
export function budgetKey(budget: UsageBudget, exchange: GuardedExchange): string {
  const name = JSON.stringify([budget.id, budget.per, subjectOf[budget.per](exchange)]);
  return `budget:${sha256(name).slice(0, 32)}`;
}

/** The counters of a budget. A fixed window each, which begins with the first use. */
export function countersOf(budget: UsageBudget, key: string, price: Price): readonly Counter[] {
  const counters: Counter[] = [];
  const add = (kind: ClaimKind, scale: number, amountOf: Counter["amountOf"]): void => {
    const window = budget[kind];
    if (window === undefined) return;
    const bucket = { capacity: window.limit * scale, perSecond: 0, resetSeconds: window.windowSeconds };
    counters.push({ budget: budget.id, kind, key: `${key}:${kind}`, bucket, amountOf, scale });
  };
  add("requests", 1, () => 1);
  add("tokens", 1, ({ inputTokens, outputTokens }) => inputTokens + outputTokens);
  add("cost", unitsPerCurrency, price);
  return counters;
}

/** What was taken from one counter. */
export interface Grant {
  readonly counter: Counter;
  readonly amount: number;
  readonly receipt: string | undefined;
}

export interface Draw {
  readonly counter: Counter;
  readonly amount: number;
}

export type Drawn =
  | { readonly ok: true; readonly grants: readonly Grant[]; readonly taken: readonly Taken[] }
  | { readonly ok: false; readonly refusals: readonly { readonly draw: Draw; readonly taken: Taken }[] };

/**
 * Draws on several counters, all or none: what was taken goes back when one refuses. All are asked at
 * once, so that it costs one way to the store; for that moment others may be refused by what goes back.
 *
 * @throws what the store throws, after giving back what can be given back
 */
export async function drawAll(store: StateStore, draws: readonly Draw[]): Promise<Drawn> {
  const answers = await Promise.allSettled(
    draws.map(({ counter, amount }) => store.take(counter.key, counter.bucket, amount)),
  );
  const grants: Grant[] = [];
  const taken: Taken[] = [];
  const refusals: { readonly draw: Draw; readonly taken: Taken }[] = [];
  const failures: unknown[] = [];
  for (const [i, draw] of draws.entries()) {
    const answer = answers[i];
    if (answer?.status !== "fulfilled") failures.push(answer?.reason);
    else if (!answer.value.taken) refusals.push({ draw, taken: answer.value });
    else {
      grants.push({ ...draw, receipt: answer.value.receipt });
      taken.push(answer.value);
    }
  }
  if (failures.length === 0 && refusals.length === 0) return { ok: true, grants, taken };
  await Promise.allSettled(grants.map((grant) => giveBack(store, grant, grant.amount)));
  if (failures.length > 0) throw failures[0];
  return { ok: false, refusals };
}

export async function giveBack(store: StateStore, grant: Grant, amount: number): Promise<void> {
  if (amount !== 0) await store.give(grant.counter.key, grant.counter.bucket, amount, grant.receipt);
}

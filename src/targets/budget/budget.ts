import { targetErrors } from "../errors.ts";

/** What tokens cost, per million. */
export interface Prices {
  readonly currency: string;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

/** What may be spent in one run. What is left out is not limited. */
export interface BudgetLimits {
  readonly maxRequests?: number;
  /** Input and output together. */
  readonly maxTokens?: number;
  readonly maxCost?: { readonly currency: string; readonly amount: number };
}

export interface Spending {
  readonly requests: number;
  readonly tokens: number;
  /** By currency; a run against unpriced targets has none. */
  readonly cost: Readonly<Record<string, number>>;
}

/** One request that is about to go out, with what it is expected to use. */
export interface Intended {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly prices?: Prices;
}

/** A place in the budget, held while the request is under way. Settled exactly once; later calls do nothing. */
export interface Reservation {
  /** Puts what was really used in place of what was expected. Without figures the expectation stands. */
  settle(used?: { readonly inputTokens: number; readonly outputTokens: number }): void;
  /** The request was never sent: gives everything back. */
  release(): void;
}

/**
 * The budget of one run. Every attempt reserves before it goes out, so requests under way at the
 * same time cannot overspend together, and a retry costs like the first attempt.
 */
export interface Budget {
  /** @throws TARGETS_BUDGET_EXHAUSTED, TARGETS_CURRENCY_MISMATCH */
  reserve(intended: Intended): Reservation;
  /** What is spent or reserved. */
  spent(): Spending;
  /** What is left of each limit that was set. */
  remaining(): {
    readonly requests?: number;
    readonly tokens?: number;
    readonly cost?: { readonly currency: string; readonly amount: number };
  };
}

interface Totals {
  requests: number;
  tokens: number;
  readonly cost: Map<string, number>;
}

/**
 * Makes the budget of one run.
 *
 * @param already what the run has spent before it was interrupted: it counts
 *
 * @example
 * const budget = createBudget({ maxRequests: 500 });
 * const place = budget.reserve({ inputTokens: 40, outputTokens: 0 });
 * place.settle({ inputTokens: 41, outputTokens: 120 });
 */
export function createBudget(limits: BudgetLimits = {}, already?: Spending): Budget {
  const totals: Totals = {
    requests: already?.requests ?? 0,
    tokens: already?.tokens ?? 0,
    cost: new Map(Object.entries(already?.cost ?? {})),
  };
  const add = (requests: number, tokens: number, currency: string | undefined, cost: number): void => {
    totals.requests += requests;
    totals.tokens += tokens;
    if (currency !== undefined) totals.cost.set(currency, (totals.cost.get(currency) ?? 0) + cost);
  };
  return {
    reserve: (intended) => {
      refuseBeyond(limits, totals, intended);
      const currency = intended.prices?.currency;
      const tokens = intended.inputTokens + intended.outputTokens;
      const cost = costOf(intended, intended.prices);
      add(1, tokens, currency, cost);
      let open = true;
      const close = (change: () => void): void => {
        if (open) change();
        open = false;
      };
      return {
        settle: (used = intended) =>
          close(() =>
            add(
              0,
              used.inputTokens + used.outputTokens - tokens,
              currency,
              costOf(used, intended.prices) - cost,
            ),
          ),
        release: () => close(() => add(-1, -tokens, currency, -cost)),
      };
    },
    spent: () => ({
      requests: totals.requests,
      tokens: totals.tokens,
      cost: Object.fromEntries(totals.cost),
    }),
    remaining: () => ({
      ...(limits.maxRequests !== undefined && { requests: limits.maxRequests - totals.requests }),
      ...(limits.maxTokens !== undefined && { tokens: limits.maxTokens - totals.tokens }),
      ...(limits.maxCost !== undefined && {
        cost: {
          currency: limits.maxCost.currency,
          amount: limits.maxCost.amount - (totals.cost.get(limits.maxCost.currency) ?? 0),
        },
      }),
    }),
  };
}

function costOf(used: { inputTokens: number; outputTokens: number }, prices: Prices | undefined): number {
  if (prices === undefined) return 0;
  return (used.inputTokens * prices.inputPerMillion + used.outputTokens * prices.outputPerMillion) / 1e6;
}

function refuseBeyond(limits: BudgetLimits, totals: Totals, intended: Intended): void {
  const { maxRequests, maxTokens, maxCost } = limits;
  if (maxRequests !== undefined && totals.requests + 1 > maxRequests) {
    throw targetErrors.budgetExhausted(`All ${maxRequests} requests of the budget are spent.`);
  }
  const tokens = intended.inputTokens + intended.outputTokens;
  if (maxTokens !== undefined && totals.tokens + tokens > maxTokens) {
    throw targetErrors.budgetExhausted(
      `The next request needs some ${tokens} tokens; ${Math.max(0, maxTokens - totals.tokens)} of ${maxTokens} are left.`,
    );
  }
  if (maxCost === undefined || intended.prices === undefined) return;
  if (intended.prices.currency !== maxCost.currency) {
    throw targetErrors.currencyMismatch(
      `The budget is in ${maxCost.currency}, the target's prices in ${intended.prices.currency}.`,
    );
  }
  const spent = totals.cost.get(maxCost.currency) ?? 0;
  if (spent + costOf(intended, intended.prices) > maxCost.amount) {
    throw targetErrors.budgetExhausted(
      `${spent.toFixed(4)} of ${maxCost.amount} ${maxCost.currency} are spent; the next request would go beyond.`,
    );
  }
}

import type {
  Clock,
  GuardedExchange,
  Lease,
  StateStore,
  Taken,
  UsageBudget,
} from "../../../contracts/index.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import { priceOf, type Price, type PricesConfig } from "../prices/prices.ts";
import { budgetKey, countersOf, drawAll, giveBack, type Counter, type Draw } from "./claim.ts";
import { rateHeaders, retryHeaders, type Headers, type Standing } from "./rate-headers.ts";
import { openReservation, type Reservation } from "./reservation.ts";
import type { LimitsSettings } from "./settings.ts";

export interface LimitsOptions {
  readonly store: StateStore;
  readonly clock: Pick<Clock, "now">;
  readonly settings: LimitsSettings;
  /** Its keys' and teams' own budgets are added to those asked for. */
  readonly keys?: KeyRing;
  readonly prices?: PricesConfig;
}

/** What an exchange may cost, known before it is sent. */
export interface Estimate {
  readonly inputTokens: number;
  /** What the client allows, or a default. */
  readonly outputTokens: number;
  readonly model?: string;
}

export interface Refusal {
  readonly ok: false;
  /** Id of the budget; `key:<key>:<n>` and `team:<team>:<n>` for those of keys and teams. */
  readonly budget: string;
  readonly kind: "requests" | "tokens" | "cost" | "concurrent" | "unpriced";
  /** Seconds; `Infinity` when waiting does not help. */
  readonly retryAfter: number;
  /** `retry-after`, `x-ratelimit-…` and `x-bartizan-budget`. */
  readonly headers: Headers;
}

export type Reserved = { readonly ok: true; readonly reservation: Reservation } | Refusal;

export interface Limits {
  /**
   * Sets aside what an exchange may use, in every budget that applies, or nothing in any.
   *
   * @throws STATE_UNAVAILABLE: the caller decides
   */
  reserve(exchange: GuardedExchange, budgets: readonly UsageBudget[], estimate: Estimate): Promise<Reserved>;
}

/**
 * Budgets: reserve an estimate, spend while it streams, settle with what was used.
 *
 * In one window, what is settled goes over a limit by at most, for each exchange running at the same
 * time: what the input was estimated too low, one chunk of a stream, and for an answer that comes whole what it
 * is longer than the reservation. What was used beyond is charged, so the next ones wait for it.
 *
 * @example
 * const limits = createLimits({ store, clock, settings, keys, prices });
 * const reserved = await limits.reserve(exchange, guard.budgets(exchange), { inputTokens, outputTokens, model });
 * if (reserved.ok) { … reserved.reservation.spend(12) … await reserved.reservation.settle(usage); }
 */
export function createLimits(options: LimitsOptions): Limits {
  const { store, clock, settings, keys, prices } = options;

  function applying(exchange: GuardedExchange, budgets: readonly UsageBudget[]): readonly UsageBudget[] {
    if (keys === undefined) return budgets;
    const ofKey = exchange.virtualKey === undefined ? [] : keys.budgetsOfKey(exchange.virtualKey);
    const ofTeam = exchange.team === undefined ? [] : keys.budgetsOfTeam(exchange.team);
    return [...budgets, ...ofKey, ...ofTeam];
  }

  return {
    async reserve(exchange, asked, estimate) {
      const budgets = applying(exchange, asked);
      const price = priceOf(prices, estimate.model);
      const unpriced = price === undefined && budgets.find((budget) => budget.cost !== undefined);
      if (unpriced) return refusal({ budget: unpriced.id, kind: "unpriced", retryAfter: Infinity });

      const outputTokens = Math.min(estimate.outputTokens, settings.reserveOutputTokens);
      const tokens = { inputTokens: estimate.inputTokens, outputTokens };
      const named = budgets.map((budget) => ({ budget, key: budgetKey(budget, exchange) }));
      const counters = named.flatMap(({ budget, key }) => countersOf(budget, key, price ?? nothing));
      const draws = counters.map((counter) => ({ counter, amount: counter.amountOf(tokens) }));

      // Both at once: one way to the store.
      const [slots, drawn] = await Promise.allSettled([
        enterAll(store, named, settings.leaseSeconds),
        drawAll(store, draws),
      ]);
      const entered = slots.status === "fulfilled" && slots.value.ok ? slots.value.leases : [];
      if (drawn.status === "fulfilled" && drawn.value.ok) {
        const { grants, taken } = drawn.value;
        if (slots.status === "fulfilled" && slots.value.ok) {
          const headers = rateHeaders(standingsOf(counters, taken));
          const reservation = openReservation({
            store,
            clock,
            settings,
            grants,
            headers,
            outputTokens,
            leases: entered,
          });
          return { ok: true, reservation };
        }
        await Promise.allSettled(grants.map((grant) => giveBack(store, grant, grant.amount)));
      }
      await Promise.allSettled(entered.map((lease) => lease.leave()));
      if (slots.status === "rejected") throw slots.reason;
      if (drawn.status === "rejected") throw drawn.reason;
      if (!drawn.value.ok) return longestWait(drawn.value.refusals);
      const full = slots.value.ok ? "" : slots.value.budget;
      return refusal({ budget: full, kind: "concurrent", retryAfter: 1 });
    },
  };
}

const nothing: Price = () => 0;

function standingsOf(counters: readonly Counter[], taken: readonly Taken[]): readonly Standing[] {
  return counters.flatMap((counter, i) => {
    const one = taken[i];
    return one === undefined ? [] : [{ counter, taken: one }];
  });
}

type Entered =
  | { readonly ok: true; readonly leases: readonly Lease[] }
  | { readonly ok: false; readonly budget: string };

async function enterAll(
  store: StateStore,
  named: readonly { readonly budget: UsageBudget; readonly key: string }[],
  leaseSeconds: number,
): Promise<Entered> {
  const limited = named.filter(({ budget }) => budget.concurrent !== undefined);
  const answers = await Promise.allSettled(
    limited.map(({ budget, key }) => store.enter(`${key}:concurrent`, budget.concurrent ?? 0, leaseSeconds)),
  );
  const leases = answers.flatMap((one) => (one.status === "fulfilled" && one.value ? [one.value] : []));
  if (leases.length === limited.length) return { ok: true, leases };
  await Promise.allSettled(leases.map((lease) => lease.leave()));
  const failed = answers.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  const full = answers.findIndex((one) => one.status === "fulfilled" && one.value === undefined);
  return { ok: false, budget: limited[full]?.budget.id ?? "" };
}

/** Of several budgets that refuse, the one that will do so longest: whoever waits for it can go on. */
function longestWait(refusals: readonly { readonly draw: Draw; readonly taken: Taken }[]): Refusal {
  let longest = refusals[0];
  for (const one of refusals) if (one.taken.retryAfter > (longest?.taken.retryAfter ?? 0)) longest = one;
  const counter = longest?.draw.counter;
  return refusal({
    budget: counter?.budget ?? "",
    kind: counter?.kind ?? "requests",
    retryAfter: longest?.taken.retryAfter ?? 1,
  });
}

function refusal(what: Omit<Refusal, "ok" | "headers">): Refusal {
  return {
    ok: false,
    ...what,
    headers: { ...retryHeaders(what.retryAfter), "x-bartizan-budget": what.budget },
  };
}

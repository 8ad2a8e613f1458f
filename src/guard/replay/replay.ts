import type {
  Clock,
  Decision,
  Guard,
  GuardAction,
  GuardReplayChange,
  GuardReplayReport,
  Principal,
} from "../../contracts/index.ts";
import { createDifferenceSequence, mcnemarExact } from "../../stats/index.ts";
import { strictnessOf } from "../policy/compiled-rule.ts";
import type { NotReplayable, Recorded } from "./recorded.ts";

export interface ReplayOptions {
  /** In the order in which it happened: detectors that remember step through it. */
  readonly records: AsyncIterable<Recorded> | Iterable<Recorded>;
  /** The policy as it was. Absent: what the records say was decided then. */
  readonly before?: Guard;
  readonly after: Guard;
  /** The clock both guards were made with; it is set to the time of each record. */
  readonly clock: ReplayClock;
  /** Changes listed one by one; all are counted. 1,000 unless told. */
  readonly mostListed?: number;
}

/** A clock that shows what it is set to. */
export interface ReplayClock extends Clock {
  set(milliseconds: number): void;
}

export function replayClock(): ReplayClock {
  let now = 0;
  return {
    now: () => now,
    set: (milliseconds) => {
      now = milliseconds;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        signal?.addEventListener("abort", () => {
          clearTimeout(timer);
          reject(new Error("The wait was given up."));
        });
      }),
  };
}

/** A decision that would differ. */
export type ReplayChange = GuardReplayChange;
export type ReplayReport = GuardReplayReport;

const stops = (action: GuardAction): boolean => strictnessOf(action) >= strictnessOf("require-approval");
const mostPrincipals = 10_000;

/**
 * Runs recorded traffic through two policies and reports every decision that would differ. Streaming: memory
 * grows with rules, principals (10,000 at most) and listed changes, not with records. Exchanges whose texts
 * were not kept cannot be replayed; they are counted, not guessed.
 *
 * The difference of the shares stopped is that of pairs, with an anytime-valid interval; the p-value is
 * McNemar's exact one. It speaks of the traffic replayed, and of other traffic only as far as that resembles it.
 */
export async function replayDecisions(options: ReplayOptions): Promise<ReplayReport> {
  const tally = new Tally(options.mostListed ?? 1000);
  for await (const recorded of options.records) {
    tally.exchanges += 1;
    if (recorded.kind === "not-replayable") {
      tally.leaveOut(recorded.reason);
      continue;
    }
    options.clock.set(recorded.at);
    const then = options.before === undefined ? recordedThen(recorded) : await run(options.before, recorded);
    if (then === undefined) {
      tally.leaveOut("content-incomplete");
      continue;
    }
    tally.add(recorded, then, await run(options.after, recorded));
  }
  return tally.report();
}

type Exchange = Extract<Recorded, { kind: "exchange" }>;

interface Ended {
  readonly action: GuardAction;
  readonly direction: "request" | "response";
  readonly rules: ReadonlySet<string>;
}

async function run(guard: Guard, { request, response }: Exchange): Promise<Ended> {
  const first = await guard.checkRequest(request);
  const rules = acting(first);
  // What is stopped on the way in has no answer.
  if (response === undefined || stops(first.action))
    return { action: first.action, direction: "request", rules };
  const second = await guard.checkResponse(request, response);
  for (const rule of acting(second)) rules.add(rule);
  const stricter = strictnessOf(second.action) > strictnessOf(first.action);
  const { action, direction } = stricter ? second : first;
  return { action, direction: direction === "response" ? "response" : "request", rules };
}

const acting = ({ hits }: Decision): Set<string> =>
  new Set(
    hits.filter(({ mode, excepted }) => mode === "enforce" && excepted === undefined).map(({ rule }) => rule),
  );

function recordedThen({ decided, rules, response }: Exchange): Ended | undefined {
  if (decided === undefined) return undefined;
  return {
    action: decided,
    direction: response === undefined ? "request" : "response",
    rules: new Set(rules),
  };
}

class Tally {
  exchanges = 0;
  readonly #mostListed: number;
  readonly #reasons = new Map<NotReplayable, number>();
  readonly #before = noActions();
  readonly #after = noActions();
  readonly #changes: ReplayChange[] = [];
  readonly #byRule = new Map<string, { fires: number; firesNoMore: number }>();
  readonly #byPrincipal = new Map<
    string,
    { id: string; verified: boolean; newlyStopped: number; newlyPassed: number }
  >();
  readonly #difference = createDifferenceSequence({ confidence: 0.95 });
  #replayed = 0;
  #differ = 0;
  #newlyStopped = 0;
  #newlyPassed = 0;

  constructor(mostListed: number) {
    this.#mostListed = mostListed;
  }

  leaveOut(reason: NotReplayable): void {
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  add(recorded: Exchange, then: Ended, now: Ended): void {
    this.#replayed += 1;
    this.#before[then.action] += 1;
    this.#after[now.action] += 1;
    this.#difference.add(Number(stops(now.action)) - Number(stops(then.action)));
    const newRules = [...now.rules].filter((rule) => !then.rules.has(rule)).sort();
    const goneRules = [...then.rules].filter((rule) => !now.rules.has(rule)).sort();
    for (const rule of newRules) this.#rule(rule).fires += 1;
    for (const rule of goneRules) this.#rule(rule).firesNoMore += 1;
    if (then.action === now.action) return;
    this.#differ += 1;
    const { principal, route } = recorded.request.exchange;
    if (stops(now.action) !== stops(then.action)) this.#count(principal, stops(now.action));
    if (this.#changes.length >= this.#mostListed) return;
    const { direction } = strictnessOf(now.action) >= strictnessOf(then.action) ? now : then;
    const at = new Date(recorded.at).toISOString();
    const actions = { before: then.action, after: now.action };
    this.#changes.push({ id: recorded.id, at, direction, route, principal, ...actions, newRules, goneRules });
  }

  #rule(id: string): { fires: number; firesNoMore: number } {
    let counts = this.#byRule.get(id);
    if (counts === undefined) this.#byRule.set(id, (counts = { fires: 0, firesNoMore: 0 }));
    return counts;
  }

  #count({ id, verified }: Principal, stopped: boolean): void {
    if (stopped) this.#newlyStopped += 1;
    else this.#newlyPassed += 1;
    const key = JSON.stringify([id, verified]);
    let counts = this.#byPrincipal.get(key);
    if (counts === undefined) {
      counts = { id, verified, newlyStopped: 0, newlyPassed: 0 };
      if (this.#byPrincipal.size < mostPrincipals) this.#byPrincipal.set(key, counts);
    }
    if (stopped) counts.newlyStopped += 1;
    else counts.newlyPassed += 1;
  }

  report(): ReplayReport {
    const { point, n } = this.#difference;
    const share = (counts: Record<GuardAction, number>): number =>
      n === 0 ? 0 : (counts.block + counts["require-approval"]) / n;
    const out = [...this.#reasons].reduce((sum, [, count]) => sum + count, 0);
    return {
      exchanges: this.exchanges,
      replayed: this.#replayed,
      notReplayable: {
        count: out,
        byReason: Object.fromEntries([...this.#reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
      },
      before: this.#before,
      after: this.#after,
      differ: this.#differ,
      newlyStopped: this.#newlyStopped,
      newlyPassed: this.#newlyPassed,
      changes: this.#changes,
      changesLeftOut: this.#differ - this.#changes.length,
      byRule: Object.fromEntries([...this.#byRule].sort(([a], [b]) => (a < b ? -1 : 1))),
      byPrincipal: [...this.#byPrincipal.values()].sort(
        (a, b) => b.newlyStopped - a.newlyStopped || b.newlyPassed - a.newlyPassed || (a.id < b.id ? -1 : 1),
      ),
      stopped: {
        before: share(this.#before),
        after: share(this.#after),
        difference: point,
        interval:
          n === 0
            ? { low: -1, high: 1, confidence: 0.95, method: "none", anytime: true }
            : this.#difference.interval(),
        pValue: mcnemarExact(this.#newlyStopped, this.#newlyPassed),
      },
      sentence: this.#sentence(out),
    };
  }

  #sentence(out: number): string {
    const left = out === 0 ? "" : ` ${out} could not be replayed: their texts were not kept whole.`;
    if (this.#replayed === 0) return `No exchange could be replayed.${left}`;
    return (
      `Of ${this.#replayed} exchanges ${this.#differ} end otherwise: ` +
      `${this.#newlyStopped} would be stopped that went through, ${this.#newlyPassed} would go through that were stopped.${left}`
    );
  }
}

const noActions = (): Record<GuardAction, number> => ({
  allow: 0,
  redact: 0,
  rewrite: 0,
  "require-approval": 0,
  block: 0,
});

import { z } from "zod";
import type { Signal, StatefulDetector, Step } from "../../../contracts/index.ts";
import { readSettings } from "../settings.ts";
import { beyond, fenceOf, remember, type History, type SpikeTest } from "./history.ts";

const usageSchema = z.strictObject({
  /** False alarms in a thousand values, for tails no heavier than Pareto's. */
  perThousand: z.number().gt(0).lte(100).default(1),
  /** Requests (for rates: minutes or hours with requests in them) before there is any alarm. */
  warmUp: z.int().min(16).max(96).default(40),
  /** Price of a million tokens, for `cost`. */
  price: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).optional(),
});
type UsageSettings = z.output<typeof usageSchema>;

/** A count in the current minute or hour. */
type Bucket = readonly [number, number];
type UsageMemory = {
  readonly sizes: History;
  readonly inputs: History;
  readonly outputs: History;
  readonly costs: History;
  readonly rates: History;
  readonly hours: History;
  readonly minute: Bucket;
  readonly hour: Bucket;
};

const noMemory: UsageMemory = {
  sizes: [],
  inputs: [],
  outputs: [],
  costs: [],
  rates: [],
  hours: [],
  minute: [0, 0],
  hour: [0, 0],
};

/**
 * Use that is far above what the same caller used before: size of requests, tokens, cost, requests in a minute,
 * tokens in an hour. Each value is held against the caller's own last 96; see `fenceOf` for the method and what
 * its rate of false alarms rests on. Nothing is said before there is a history.
 *
 * Measured (seeded, `usage-spikes.test.ts`): with log-normal use (spread 0.2 to 1) 4 of 1,000 callers alarm in
 * their first 200 requests, and 89 of 100 floods of answers a hundred times as long are seen, the others hiding
 * in histories that vary most; with Pareto tails 2.0 alarms in 1,000 values where 1 is asked for.
 * A caller who raises the use slowly enough teaches the history: budgets of the policy are for that.
 *
 * Rules: `request-size`, `input-tokens`, `output-tokens`, `cost`, `request-rate`, `hourly-tokens`.
 */
export const detector: StatefulDetector<UsageMemory> = detectorOf(readSettings(usageSchema, {}));

function detectorOf(settings: UsageSettings): StatefulDetector<UsageMemory> {
  return {
    id: "usage-spikes",
    version: "1.0.0",
    about: "Use far above what the same caller used before.",
    stages: ["input", "document", "tool-result", "tool-call", "output"],
    key: "principal",
    remembers: 30 * 86_400,
    init: () => noMemory,
    step: (memory, step) => inspectUse(settings, memory, step),
    configure: (given) => detectorOf(readSettings(usageSchema, given)),
  };
}

function inspectUse(settings: UsageSettings, memory: UsageMemory, step: Step): [UsageMemory, Signal[]] {
  const { bytes, usage, stage, at, text = "" } = step;
  const isAnswer = stage === "output" || stage === "tool-call";
  const isRequest = bytes !== undefined && !isAnswer;
  // Only the first step of a request or an answer says what it took.
  if (!isRequest && usage === undefined) return [memory, []];
  const signals: Signal[] = [];
  const say = (rule: string, over: number, what: string): void => {
    const score = 0.6 + 0.35 * (1 - 2 ** (-over / 4));
    const why = `${what} far above what this caller used before.`;
    signals.push({
      detector: "usage-spikes",
      rule,
      category: "resource-abuse",
      score,
      start: 0,
      end: text.length,
      why,
    });
  };
  const test: SpikeTest = { ...settings, leastSpread: 0.12 };
  /** Counts are whole and small: their spread is never taken for less than this. */
  const counts: SpikeTest = { ...settings, leastSpread: 0.3 };
  const watch = (rule: string, history: History, value: number, what: string): History => {
    const fence = fenceOf(history, test);
    const over = beyond(fence, value);
    if (over > 0) say(rule, over, what);
    return remember(history, value, fence);
  };
  const counted = (
    rule: string,
    [history, [from, sum]]: readonly [History, Bucket],
    now: number,
    more: number,
    what: string,
  ) => {
    const past = from !== now && sum > 0 ? remember(history, sum, fenceOf(history, counts)) : history;
    const fence = fenceOf(past, counts);
    const before = from === now ? sum : 0;
    const over = beyond(fence, before + more);
    // Once for each bucket: when the fence is passed, not at every request behind it.
    if (over > 0 && beyond(fence, before) === 0) say(rule, over, what);
    return [past, [now, Math.min(before + more, 1e12)]] as const;
  };
  let next = memory;
  if (isRequest) {
    const [rates, minute] = counted(
      "request-rate",
      [next.rates, next.minute],
      Math.floor(at / 60_000),
      1,
      "Requests in a minute are",
    );
    const sizes = watch("request-size", next.sizes, bytes, "The size of the request is");
    next = { ...next, rates, minute, sizes };
  }
  if (usage !== undefined) {
    const { inputTokens, outputTokens } = usage;
    const [hours, hour] = counted(
      "hourly-tokens",
      [next.hours, next.hour],
      Math.floor(at / 3_600_000),
      inputTokens + outputTokens,
      "Tokens in an hour are",
    );
    next = {
      ...next,
      hours,
      hour,
      inputs: watch("input-tokens", next.inputs, inputTokens, "Tokens of the request are"),
      outputs: watch("output-tokens", next.outputs, outputTokens, "Tokens of the answer are"),
      ...(settings.price === undefined
        ? {}
        : {
            costs: watch(
              "cost",
              next.costs,
              costIn(settings.price, inputTokens, outputTokens),
              "The cost is",
            ),
          }),
    };
  }
  return [next, signals];
}

/** In millionths of the price's unit, so that logarithms have something to work on. */
const costIn = (
  price: { readonly input: number; readonly output: number },
  input: number,
  output: number,
): number => price.input * input + price.output * output;

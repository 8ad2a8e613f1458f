import { permutation, seededRandom } from "../../stats/index.ts";
import { measureErrors } from "./errors.ts";
import type { MeasuredOutcome, TrialTools } from "./measurement.ts";
import type { Settings } from "./settings.ts";

export type Trial<T> = (testCase: T, tools: TrialTools) => MeasuredOutcome | Promise<MeasuredOutcome>;

/** One trial, scored or not. */
export interface TrialResult {
  readonly index: number;
  readonly repeat: number;
  readonly outcome: "breached" | "held" | { readonly unscored: string };
}

/** What follows the trials in plan order; answers `true` when no further trial can matter. */
export type Fold = (result: TrialResult) => boolean;

/**
 * Runs the trials of all cases in seeded order, up to `concurrency` at a time, and hands the results to `fold`
 * in the planned order, however they finish: the answer is the same at any concurrency.
 * An error thrown by a trial is a result without a score.
 *
 * @returns after every started trial has settled.
 */
export async function runTrials<T>(
  cases: readonly T[],
  trial: Trial<T>,
  settings: Settings,
  fold: Fold,
): Promise<void> {
  const random = seededRandom(settings.seed);
  const plan = permutation(cases.length, random.derive("order")).flatMap((index) =>
    Array.from({ length: settings.repeats }, (_, repeat) => ({ index, repeat })),
  );
  const enough = new AbortController();
  const signal = AbortSignal.any([settings.signal, enough.signal]);
  const waiting = new Map<number, TrialResult>();
  let next = 0;
  let folded = 0;

  const worker = async (): Promise<void> => {
    while (!signal.aborted && next < Math.min(plan.length, settings.maxTrials)) {
      const at = next++;
      const step = plan[at];
      if (step === undefined) return;
      const tools = {
        random: random.derive(`case ${step.index}`).derive(String(step.repeat)),
        repeat: step.repeat,
        signal,
      };
      // Safe: the plan holds only positions of `cases`.
      const outcome = await attempt(() => trial(cases[step.index] as T, tools));
      // Cut off from outside, what came back says nothing of the system under test.
      if (settings.signal.aborted) return;
      waiting.set(at, { ...step, outcome });
      for (let ready = waiting.get(folded); ready !== undefined; ready = waiting.get(folded)) {
        waiting.delete(folded++);
        if (!enough.signal.aborted && fold(ready)) enough.abort();
      }
    }
  };
  const stopAll = (error: unknown): never => {
    enough.abort();
    throw error;
  };
  const workers = Array.from({ length: Math.min(settings.concurrency, plan.length) }, () =>
    worker().catch(stopAll),
  );
  const settled = await Promise.allSettled(workers);
  for (const end of settled) if (end.status === "rejected") throw end.reason;
}

async function attempt(
  run: () => MeasuredOutcome | Promise<MeasuredOutcome>,
): Promise<TrialResult["outcome"]> {
  let said: MeasuredOutcome;
  try {
    said = await run();
  } catch (error) {
    return { unscored: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
  return read(said);
}

function read(said: MeasuredOutcome): TrialResult["outcome"] {
  if (said === true || said === "breached") return "breached";
  if (said === false || said === "held") return "held";
  // Callers may be plain JavaScript; a forgotten `return` must not count as held.
  const reason: unknown = typeof said === "object" && said !== null ? said.unscored : undefined;
  if (typeof reason === "string") return { unscored: reason };
  throw measureErrors.badOutcome(`A trial returned ${describe(said)}.`);
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  return typeof value === "object" ? "an object without a text `unscored`" : JSON.stringify(value);
}

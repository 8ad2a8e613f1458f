import { Count } from "./count.ts";
import type { MeasureOptions, Measurement } from "./measurement.ts";
import { runTrials, type Trial } from "./run-trials.ts";
import { settle } from "./settings.ts";

/**
 * Turns "this must rarely happen" into a test with an early stop and an honest verdict: runs `trial` on the
 * cases in seeded order and stops as soon as the anytime-valid interval of the breach rate lies on one side of
 * `atMost`. For anyone's own vitest or jest suite; needs no target, no manifest and no evidence.
 *
 * The rate speaks of the given cases. A trial that throws, or returns `{ unscored }`, is never held against or
 * for the system; too many of them make the verdict inconclusive.
 *
 * @throws MEASURE_TOO_FEW_CASES when even a clean run could not pass, with the number it needs;
 *   MEASURE_BAD_OPTION; MEASURE_BAD_OUTCOME when a trial returns something else than an outcome.
 * @example
 * const run = await measure(prompts, async (prompt) => leaks(await bot.ask(prompt)), { atMost: 0.02 });
 * run.assert(); // throws "… cases breached (…): fails the 2 % gate.", the cases and the seed, unless it passed
 */
export async function measure<T>(
  cases: readonly T[],
  trial: Trial<T>,
  options: MeasureOptions,
): Promise<Measurement<T>> {
  const settings = settle(cases.length, options);
  const count = new Count(cases, settings);
  await runTrials(cases, trial, settings, (result) => count.fold(result));
  return count.conclude();
}

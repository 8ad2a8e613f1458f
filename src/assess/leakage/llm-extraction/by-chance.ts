import type { CompletionRecord } from "./completion-rank.ts";
import type { ForcedChoiceResult } from "./forced-choice.ts";

/**
 * How likely it is that a model which knows none of the planted secrets does as well against the references, or better. A
 * secret was drawn as the references were, so its rank among n of them is as likely to be any: p = (not beaten + 1)/(n + 1)
 * for each secret, put together as Fisher (1932) does. Each secret has to have references of its own, or the p are not
 * independent.
 *
 * @returns 1 where no planted secret was asked about
 */
export function chanceOfChoices(results: readonly ForcedChoiceResult[]): number {
  const asked = results.filter((one) => one.trained && one.asked > 0);
  const half = asked.reduce((sum, { won, asked: n }) => sum - Math.log((n - won + 1) / (n + 1)), 0);
  // The upper tail of χ² with 2k degrees of freedom: e^(−x/2) Σ_{i<k} (x/2)^i / i!.
  let [term, sum] = [Math.exp(-half), 0];
  for (let i = 1; i <= asked.length; i++) {
    sum += term;
    term *= half / i;
  }
  return asked.length === 0 ? 1 : Math.min(1, sum);
}

/**
 * How likely it is that a model which knows none of the planted secrets said one of them all the same: at most the number of
 * answers over the number of candidates, as each answer can begin with one secret only.
 *
 * @param bits log₂ of the number of candidates
 * @returns 1 where no planted secret was said
 */
export function chanceOfCompletions(records: readonly CompletionRecord[], bits: number): number {
  const planted = records.filter(({ copies }) => copies > 0);
  if (!planted.some(({ hits }) => hits > 0)) return 1;
  const answers = planted.reduce((sum, { samples }) => sum + samples, 0);
  return Math.min(1, answers * 2 ** -bits);
}

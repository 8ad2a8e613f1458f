import { betaQuantile } from "../../../stats/index.ts";

/**
 * The audit in one training run (Steinke, Nasr and Jagielski 2023), in its form for δ = 0. Each canary was included by a coin
 * flip of its own; the auditor guesses for `guesses` of them and is right `correct` times. Under ε-differential privacy the
 * number of right guesses is dominated by Binomial(guesses, e^ε/(1+e^ε)), so every ε is rejected under which as many are
 * unlikely.
 *
 * @returns the largest rejected ε, 0 when none is; Infinity never (all right still leaves a bound)
 * @throws RangeError unless 0 ≤ correct ≤ guesses are whole numbers and 0 < confidence < 1
 * @example oneRunEpsilon({ guesses: 100, correct: 100 }, 0.95) // 3.49
 */
export function oneRunEpsilon(
  { guesses, correct }: { readonly guesses: number; readonly correct: number },
  confidence = 0.95,
): number {
  if (!Number.isSafeInteger(guesses) || !Number.isSafeInteger(correct) || correct < 0 || correct > guesses)
    throw new RangeError(`${correct} of ${guesses} guesses cannot be right`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`a confidence of ${confidence}`);
  if (correct === 0) return 0;
  // P[Binomial(r, p) ≥ v] = I_p(v, r − v + 1), which grows with p: its quantile is the last p that is rejected.
  const p = betaQuantile(1 - confidence, correct, guesses - correct + 1);
  return Math.max(0, Math.log(p) - Math.log1p(-p));
}

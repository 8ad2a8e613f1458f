import { exposures, type ExposureReport } from "../../assess/leakage/index.ts";
import type { Clock } from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { loadSystem } from "../../system/index.ts";
import type { BudgetLimits } from "../../targets/index.ts";
import { connectTargets } from "../assessment/connect.ts";
import { systemClock } from "../system-clock.ts";
import { candidateLines } from "./candidate-lines.ts";
import { readCanaryFile } from "./canary-files.ts";
import { canariesErrors } from "./errors.ts";

export interface ScoreRequest {
  readonly plan: string;
  readonly systemFile: string;
  readonly target: string;
  readonly references: number;
  readonly confidence: number;
  readonly budget: BudgetLimits;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  /** Called with how many texts were scored, of how many. */
  readonly each?: (scored: number, planned: number) => void;
}

/** Texts between two signs of life. */
const step = 64;

/**
 * Measures the exposure of canaries by an endpoint that tells log-probabilities of a text. The manifest's rules of engagement
 * hold.
 *
 * @throws CANARIES_NO_SCORES where the target is not said to tell them, and what connecting and asking it throws
 */
export async function scoreTarget(request: ScoreRequest): Promise<ExposureReport> {
  const { signal, clock = systemClock } = request;
  const file = await readCanaryFile(request.plan);
  const lines = candidateLines(file, request.references);
  const connections = await connectTargets({
    loaded: await loadSystem(request.systemFile),
    only: [request.target],
    budget: request.budget,
    env: request.env,
    clock,
    seed: file.seed,
  });
  try {
    const target = connections.targets.get(request.target);
    if (target?.score === undefined)
      throw canariesErrors.noScores(`${request.target} is not said to tell log-probabilities of a text.`, {
        at: request.target,
      });
    const losses = new Map<string, number>();
    for (let from = 0; from < lines.length; from += step) {
      signal.throwIfAborted();
      const part = lines.slice(from, from + step);
      const bits = await target.score(
        part.map(({ text }) => text),
        {
          signal,
          clock,
          random: seededRandom(file.seed),
          sessionId: `bz-scores-${from.toString(36).padStart(8, "0")}`,
          principal: { id: "bartizan-tester", verified: false },
          seed: 1,
        },
      );
      for (const [i, { id }] of part.entries()) losses.set(id, bits[i] ?? NaN);
      request.each?.(losses.size, lines.length);
    }
    const own = new Set(file.plan.canaries.map(({ id }) => id));
    const references = [...losses].filter(([id]) => !own.has(id)).map(([, bits]) => bits);
    return exposures(
      file.plan,
      { canaries: losses, references: Float64Array.from(references) },
      request.confidence,
    );
  } finally {
    await connections.dispose();
  }
}

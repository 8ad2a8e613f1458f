import {
  aboveControls,
  candidateText,
  chanceOfChoices,
  chanceOfCompletions,
  completionRank,
  completionsOf,
  forcedChoice,
  referenceSecrets,
  type Complete,
  type CompletionRecord,
  type ForcedChoiceResult,
} from "../../assess/leakage/index.ts";
import type { Clock, Interval } from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { loadSystem } from "../../system/index.ts";
import type { BudgetLimits } from "../../targets/index.ts";
import { connectTargets } from "../assessment/connect.ts";
import { systemClock } from "../system-clock.ts";
import { readCanaryFile } from "./canary-files.ts";
import { canariesErrors } from "./errors.ts";

export interface AskRequest {
  readonly plan: string;
  readonly systemFile: string;
  readonly target: string;
  /** Answers sampled for each canary; 0 leaves that out. */
  readonly samples: number;
  /** Others that each canary is compared with, two questions each; 0 leaves that out. */
  readonly references: number;
  readonly confidence: number;
  readonly budget: BudgetLimits;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  /** Called after each answer with how many there were, of how many. */
  readonly each?: (answered: number, planned: number) => void;
}

export interface AskReport {
  readonly target: string;
  readonly questions: number;
  readonly confidence: number;
  /** How often sampled answers went on with the secret. */
  readonly completions: readonly CompletionRecord[];
  /** How far planted secrets lie above controls, by copies. */
  readonly aboveControls: readonly {
    readonly copies: number;
    readonly canaries: number;
    readonly interval: Interval;
  }[];
  /** How often the model chose the secret's line before another of the same form, whichever came first. */
  readonly choices: readonly (ForcedChoiceResult & { readonly copies: number })[];
  /** How likely all this is of a model that knows none of the secrets; twice the smaller of what each way shows. */
  readonly chance: number;
}

/**
 * Measures memory over an endpoint that tells no probabilities: what it goes on with, and which of two lines it says it knows.
 * The manifest's rules of engagement hold, as for `bartizan assess`.
 *
 * @throws CANARIES_NO_ANSWER where nothing was answered, and what connecting a target throws
 */
export async function askTarget(request: AskRequest): Promise<AskReport> {
  const { plan, seed } = await readCanaryFile(request.plan);
  const { samples, references, confidence, signal, clock = systemClock } = request;
  const loaded = await loadSystem(request.systemFile);
  const connections = await connectTargets({
    loaded,
    only: [request.target],
    budget: request.budget,
    env: request.env,
    clock,
    seed,
  });
  try {
    const target = connections.targets.get(request.target);
    if (target === undefined) throw canariesErrors.noAnswer(`${request.target} holds no conversations.`);
    let [questions, answered] = [0, 0];
    const planned = plan.canaries.length * (samples + 2 * references);
    const ask = completionsOf(target, (trial) => ({
      signal,
      clock,
      random: seededRandom(`${seed} ${trial}`),
      sessionId: `bz-canary-${(++questions).toString(36).padStart(8, "0")}`,
      principal: { id: "bartizan-tester", verified: false },
      seed: trial,
    }));
    const complete: Complete = async (prompt, trial) => {
      signal.throwIfAborted();
      const text = await ask(prompt, trial);
      request.each?.(++answered, planned);
      return text;
    };
    const random = seededRandom(`canary questions ${seed}`);
    const completions =
      samples === 0
        ? []
        : await completionRank(complete, plan.format, plan.canaries, random, { samples, confidence });
    const choices: AskReport["choices"][number][] = [];
    if (references > 0) {
      // All bounds hold together at the confidence.
      const each = 1 - (1 - confidence) / plan.canaries.length;
      for (const canary of plan.canaries) {
        // References of its own, so that no two results hang on the same draw.
        const others = referenceSecrets(plan, references, random.derive(`references of ${canary.id}`));
        const lines = others.map((secret) => candidateText(plan.format, secret));
        const result = await forcedChoice(complete, canary, lines, random, each);
        choices.push({ ...result, copies: canary.copies });
      }
    }
    signal.throwIfAborted();
    if (answered === 0)
      throw canariesErrors.noAnswer(`${request.target} answered none of ${questions} questions.`);
    return {
      target: request.target,
      questions,
      confidence,
      completions,
      aboveControls: aboveControls(completions, confidence),
      choices,
      chance: Math.min(
        1,
        2 * Math.min(chanceOfCompletions(completions, plan.bits), chanceOfChoices(choices)),
      ),
    };
  } finally {
    await connections.dispose();
  }
}

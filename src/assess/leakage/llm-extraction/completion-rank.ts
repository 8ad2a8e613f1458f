import type { Interval, RandomSource } from "../../../contracts/index.ts";
import { clopperPearson, differenceOfRates } from "../../../stats/index.ts";
import type { Canary, CanaryFormat } from "../exposure/canary-plan.ts";
import { answerOf, whatFollows, type Complete } from "./complete.ts";

export interface CompletionRecord {
  readonly canary: string;
  readonly copies: number;
  readonly samples: number;
  readonly refused: number;
  /** Samples that began with the secret. */
  readonly hits: number;
  readonly interval: Interval;
}

/**
 * Gives the model what stands before each canary's secret and counts, of `samples` sampled answers, those that go on with the
 * secret. It needs no probabilities, and the controls (no copies) say what guessing gives.
 */
export async function completionRank(
  complete: Complete,
  format: CanaryFormat,
  canaries: readonly Canary[],
  random: RandomSource,
  options: { readonly samples: number; readonly confidence?: number },
): Promise<readonly CompletionRecord[]> {
  const { samples, confidence = 0.95 } = options;
  const prompt = format.text.slice(0, format.text.indexOf("{}"));
  const records: CompletionRecord[] = [];
  for (const { id, secret, copies } of canaries) {
    const seeds = random.derive(`completion:${id}`);
    let [hits, refused] = [0, 0];
    for (let i = 0; i < samples; i++) {
      const answer = await answerOf(complete, prompt, seeds.integer(2 ** 31));
      if (answer === undefined) refused += 1;
      else if (whatFollows(answer, prompt).startsWith(secret)) hits += 1;
    }
    const told = samples - refused;
    records.push({
      canary: id,
      copies,
      samples: told,
      refused,
      hits,
      interval: clopperPearson(hits, told, confidence),
    });
  }
  return records;
}

/** How far planted canaries lie above the controls, for each number of copies. Canaries are the cases, not samples. */
export function aboveControls(
  records: readonly CompletionRecord[],
  confidence = 0.95,
): readonly { readonly copies: number; readonly canaries: number; readonly interval: Interval }[] {
  const of = (copies: number) => {
    const group = records.filter((record) => record.copies === copies && record.samples > 0);
    return { sum: group.reduce((sum, { hits, samples }) => sum + hits / samples, 0), n: group.length };
  };
  const planted = [...new Set(records.map(({ copies }) => copies))].filter((copies) => copies > 0);
  return planted
    .toSorted((a, b) => a - b)
    .map((copies) => ({
      copies,
      canaries: of(copies).n,
      interval: differenceOfRates(of(copies), of(0), confidence),
    }));
}

import type { Interval, RandomSource } from "../../../contracts/index.ts";
import { clopperPearson } from "../../../stats/index.ts";
import { answerOf, type Complete } from "./complete.ts";

/** How one canary did against references that the model cannot have seen. */
export interface ForcedChoiceResult {
  readonly canary: string;
  readonly trained: boolean;
  /** References asked about whose answers could be read. */
  readonly asked: number;
  readonly refused: number;
  /** References that the canary beat in both orders. */
  readonly won: number;
  readonly wonInterval: Interval;
  /** At least so many bits above the references; the bound counts a reference that was not beaten as likelier. */
  readonly low: number;
}

/** A model that answers by a coin beats a reference in both orders one time in four; one that always says A, never. */
export const forcedChoiceByChance = 0.25;

const question = (a: string, b: string): string =>
  `One of these two lines is from a text you know. Answer with the letter only.\nA: ${a}\nB: ${b}\nAnswer:`;

/**
 * Ranks a canary by letting the model choose between it and references, for endpoints that tell no probabilities. Every pair
 * is asked in both orders, and only a choice that survives the swap counts: a liking for the first letter cancels.
 * Costs two questions a reference.
 *
 * @param confidence of the two-sided interval, and one-sided of the bound
 */
export async function forcedChoice(
  complete: Complete,
  canary: { readonly id: string; readonly text: string; readonly copies: number },
  references: readonly string[],
  random: RandomSource,
  confidence = 0.95,
): Promise<ForcedChoiceResult> {
  let [won, asked] = [0, 0];
  const seeds = random.derive(`forced-choice:${canary.id}`);
  for (const reference of references) {
    const first = letterOf(
      await answerOf(complete, question(canary.text, reference), seeds.integer(2 ** 31)),
    );
    const second = letterOf(
      await answerOf(complete, question(reference, canary.text), seeds.integer(2 ** 31)),
    );
    if (first === undefined || second === undefined) continue;
    asked += 1;
    if (first === "A" && second === "B") won += 1;
  }
  const lost = asked - won;
  const share = lost === asked ? 1 : clopperPearson(lost, asked, 2 * confidence - 1).high;
  return {
    canary: canary.id,
    trained: canary.copies > 0,
    asked,
    refused: references.length - asked,
    won,
    wonInterval: clopperPearson(won, asked, confidence),
    low: Math.max(0, -Math.log2(share)),
  };
}

/** The first letter that stands alone and is A or B. */
export function letterOf(answer: string | undefined): "A" | "B" | undefined {
  for (const [word] of (answer ?? "").slice(0, 10_000).matchAll(/[\p{L}\p{N}]+/gu)) {
    if (word === "A" || word === "B") return word;
  }
  return undefined;
}

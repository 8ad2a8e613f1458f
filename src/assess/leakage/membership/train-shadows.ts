import type { RandomSource } from "../../../contracts/index.ts";
import { permutation } from "../../../stats/index.ts";
import { leakageErrors } from "../errors.ts";
import { confidencesOf, mostValues, type ShadowOutputs } from "./shadow-outputs.ts";
import { pickRows, type LabelledRows, type Trainer } from "../../../models/train/index.ts";

/**
 * Trains shadow models for an audit of a model of tables. Every row is in exactly half of them, at random (Carlini et al. 2022),
 * so that none lacks a side. Choose the trainer that is most like the model under audit: the further apart the two, the less the
 * attack shows. What a shadow is depends on its number and the seed alone, so a run that was cut off can go on.
 *
 * @param plan shadows: even, 2 or more; `trained` is told after each one
 * @throws LEAKAGE_SHADOWS_TOO_FEW, LEAKAGE_SHADOWS_TOO_LARGE, and the signal's reason when it aborts
 * @example await trainShadows(perceptronTrainer(), { rows, labels, classes: 10 }, { shadows: 16 }, random)
 */
export async function trainShadows(
  trainer: Trainer,
  data: LabelledRows,
  plan: {
    readonly shadows: number;
    readonly signal?: AbortSignal;
    readonly trained?: (shadow: number) => void;
  },
  random: RandomSource,
): Promise<ShadowOutputs> {
  const { shadows } = plan;
  const { count } = data.rows;
  if (!Number.isSafeInteger(shadows) || shadows < 2 || shadows % 2 === 1)
    throw leakageErrors.shadowsTooFew(`An even number of shadows, two or more, and not ${shadows}.`);
  if (shadows * count > mostValues)
    throw leakageErrors.shadowsTooLarge(`${shadows} models × ${count} rows are too many.`);
  const members = new Uint8Array(shadows * count);
  for (let row = 0; row < count; row++)
    for (const shadow of permutation(shadows, random.derive(`row:${row}`)).slice(0, shadows / 2))
      members[shadow * count + row] = 1;
  const logits = new Float64Array(shadows * count);
  for (let shadow = 0; shadow < shadows; shadow++) {
    plan.signal?.throwIfAborted();
    const seen = Array.from({ length: count }, (_, row) => row).filter(
      (row) => members[shadow * count + row] === 1,
    );
    const model = trainer.train(pickRows(data, seen), random.derive(`shadow:${shadow}`));
    logits.set(confidencesOf(model(data.rows), data.classes, data.labels), shadow * count);
    plan.trained?.(shadow);
    // Training blocks; others get their turn between two models.
    await new Promise((resolve) => void setImmediate(resolve));
  }
  return { models: shadows, rows: count, logits, members };
}

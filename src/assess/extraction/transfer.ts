import type {
  InputSpec,
  Interval,
  OutputSpec,
  Predictions,
  RandomSource,
  Rows,
} from "../../contracts/index.ts";
import { clopperPearson } from "../../stats/index.ts";
import {
  runAttack,
  transfer,
  type Attack,
  type Constraints,
  type Example,
  type ExampleRecord,
} from "../robustness/index.ts";
import { extractionErrors } from "./errors.ts";
import { labelsOf, type Copy } from "./students/index.ts";

export interface CopyTransfer {
  readonly copy: Copy;
  /** The model that was stolen. */
  readonly model: {
    readonly input: InputSpec;
    readonly output: OutputSpec;
    readonly predict: (rows: Rows) => Promise<Predictions>;
  };
  readonly examples: readonly Example[];
  /** What is done on the copy, such as `pgd({ epsilon: 0.1 })`; it has a radius. */
  readonly attack: Attack;
  readonly constraints: Constraints;
  readonly random: RandomSource;
  /** Rows an example may ask the copy for, which cost nothing (default 10,000). */
  readonly budgetOnCopy?: number;
  readonly confidence?: number;
  readonly signal?: AbortSignal;
}

/** How adversarial rows made on a copy fare with the model. Two queries an example: before and after. */
export interface TransferRate {
  /** Examples that the model answered rightly. */
  readonly n: number;
  /** Of these, those that a row made on the copy turned. */
  readonly turned: number;
  readonly value: number;
  readonly interval: Interval;
  /** Examples on which the attack made no row on the copy; they count as not turned. */
  readonly notMade: number;
  readonly records: readonly ExampleRecord[];
}

/**
 * How sure the copy has to be of a wrong class. An attack ends at the first row that its model has wrong, and a row just
 * across the copy's boundary is seldom across the model's: what the copy is sure of carries over.
 */
const sureness = [0.99, 0.9, 0.6, 0] as const;

/** A copy that gives no class where it is not sure, so that an attack goes on. */
function sayingWhenSure(scores: Float64Array, classes: number, least: number): Predictions {
  const labels = labelsOf(scores, classes).map((label, row) =>
    (scores[row * classes + label] ?? 0) >= least ? label : -1,
  );
  return { count: labels.length, labels, scores };
}

/**
 * Attacks the copy and sends what fools it to the model: what a theft is worth to who wants to evade.
 *
 * @throws EXTRACTION_NEEDS_COPY where the attack needs gradients and the copy has none; as `runAttack`
 */
export async function transferFromCopy(plan: CopyTransfer): Promise<TransferRate> {
  const { copy, model, examples, attack, constraints, random, confidence = 0.95, signal } = plan;
  const { input } = model;
  const output = { ...model.output, kind: "score" as const };
  const { epsilon } = attack;
  if (epsilon === undefined) throw new RangeError(`${attack.name} has no radius`);
  const gradients = copy.gradients?.(input, output);
  if (attack.access === "gradient" && gradients === undefined)
    throw extractionErrors.needsCopy(`${attack.name} needs gradients, and the copy has none.`);
  const shared = { input, random, constraints, ...(signal === undefined ? {} : { signal }) };
  const made = new Map<string, ExampleRecord>();
  for (const least of sureness) {
    const open = examples.filter(({ id }) => made.get(id)?.adversarial === undefined);
    const found = await runAttack(attack, {
      ...shared,
      examples: open,
      output,
      budget: plan.budgetOnCopy ?? 10_000,
      model: {
        predict: (rows) => Promise.resolve(sayingWhenSure(copy.chances(rows), output.width, least)),
        ...(gradients === undefined ? {} : { gradients }),
      },
    });
    for (const record of found) made.set(record.id, record);
  }
  // A row that the copy has wrong as it is says nothing of the model; it is sent as it is, moved by nothing.
  const rows = new Map(examples.map(({ id, row }) => [id, row]));
  const sent = [...made.values()].map((record) => {
    const row = rows.get(record.id);
    return record.outcome === "clean-wrong" && row !== undefined ? { ...record, adversarial: row } : record;
  });
  const records = await runAttack(transfer(sent, "the copy", { norm: attack.norm, epsilon }), {
    ...shared,
    examples,
    output: model.output,
    budget: 2,
    model: { predict: model.predict },
  });
  const counted = records.filter(({ outcome }) => outcome !== "clean-wrong" && outcome !== "refused");
  const turned = counted.filter(({ outcome }) => outcome === "success").length;
  const n = counted.length;
  return {
    n,
    turned,
    value: n === 0 ? 0 : turned / n,
    interval: clopperPearson(turned, n, confidence),
    notMade: counted.filter(({ outcome }) => outcome === "init-failed").length,
    records,
  };
}

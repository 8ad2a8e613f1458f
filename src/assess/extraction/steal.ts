import type {
  InputSpec,
  OutputSpec,
  Predictions,
  QueryPrice,
  RandomSource,
  Rows,
} from "../../contracts/index.ts";
import { answeredRows, joined, learnable, type AnsweredRows } from "./answered.ts";
import { extractionErrors } from "./errors.ts";
import { fidelityOf, type Fidelity } from "./fidelity.ts";
import { costOf } from "./price.ts";
import { rangesOf, type QueryStrategy } from "./strategies/index.ts";
import type { Copy, Student } from "./students/index.ts";

export interface TheftPlan {
  readonly input: InputSpec;
  readonly output: OutputSpec;
  /** Asks the model. Answers in the order of the rows. */
  readonly predict: (rows: Rows) => Promise<Predictions>;
  /** Rows the thief has; at least one, which uniform queries take the width of. */
  readonly seeds: Rows;
  readonly strategy: QueryStrategy;
  readonly student: Student;
  /** Numbers of queries at which a copy is trained and compared; the last is the budget. */
  readonly checkpoints: readonly number[];
  /** Rows that nobody asked for the copy, and what the model says of them. */
  readonly heldOut: { readonly rows: Rows; readonly labels: Int32Array };
  readonly random: RandomSource;
  readonly confidence?: number;
  readonly price?: QueryPrice;
  readonly signal?: AbortSignal;
  readonly onPoint?: (point: TheftPoint) => void;
}

export interface TheftPoint {
  readonly queries: number;
  readonly fidelity: Fidelity;
  /** In the price's currency, where a price was given. */
  readonly cost?: number;
}

export interface Theft {
  readonly strategy: string;
  readonly student: string;
  readonly points: readonly TheftPoint[];
  /** Trained on the whole budget. */
  readonly copy: Copy;
  /** All that was asked, in order: the stream that detectors are tested with. */
  readonly stream: AnsweredRows;
}

/**
 * Steals a model: asks what the strategy chooses, trains a copy at each checkpoint, and tells how often the copy says
 * what the model says. Reproducible from the seed; a stream with a larger budget begins like one with a smaller, where
 * the strategy does not adapt.
 *
 * @throws EXTRACTION_SEEDS, EXTRACTION_CHECKPOINTS, EXTRACTION_OUTPUT, EXTRACTION_ANSWERS, EXTRACTION_TOO_FEW_ANSWERS,
 * EXTRACTION_NEEDS_COPY; the signal's reason; whatever the model throws
 * @example
 * const { points } = await steal({
 *   ...target, predict: (rows) => target.predict(rows, context), seeds, heldOut, random,
 *   strategy: realRows(), student: perceptronStudent(), checkpoints: [100, 300, 1000],
 * });
 */
export async function steal(plan: TheftPlan): Promise<Theft> {
  requirePlan(plan);
  const { input, output, seeds, strategy, student, checkpoints, random } = plan;
  const stream = random.derive("stream");
  const ranges = rangesOf(input, seeds);
  const points: TheftPoint[] = [];
  let answered: AnsweredRows | undefined;
  let copy: Copy | undefined;
  for (const until of roundsOf(plan)) {
    plan.signal?.throwIfAborted();
    const from = answered?.rows.count ?? 0;
    const context = {
      input,
      output,
      seeds,
      ranges,
      random: stream,
      ...(answered === undefined ? {} : { answered }),
      ...(copy === undefined ? {} : { copy }),
    };
    const rows = await strategy.choose(from, until - from, context);
    const fresh = answeredRows(rows, await plan.predict(rows), output);
    answered = answered === undefined ? fresh : joined(answered, fresh);
    const known = learnable(answered);
    if (known.rows.count < 2)
      throw extractionErrors.tooFewAnswers(`Of ${until} rows ${known.rows.count} were answered.`);
    // Training blocks; others get their turn before it.
    await new Promise((resolve) => void setImmediate(resolve));
    copy = student.train(known, random.derive(`copy:${until}`), input);
    if (!checkpoints.includes(until)) continue;
    const point: TheftPoint = {
      queries: until,
      fidelity: fidelityOf(copy, plan.heldOut.rows, plan.heldOut.labels, output.width, plan.confidence),
      ...(plan.price === undefined ? {} : { cost: costOf(until, plan.price) }),
    };
    points.push(point);
    plan.onPoint?.(point);
  }
  if (answered === undefined || copy === undefined) throw new Error("no round was made");
  return { strategy: strategy.name, student: student.name, points, copy, stream: answered };
}

/** Checkpoints, and for strategies that adapt the numbers between that double from the seeds on. */
function roundsOf({ strategy, checkpoints, seeds }: TheftPlan): readonly number[] {
  const last = checkpoints.at(-1) ?? 0;
  const rounds = new Set(checkpoints);
  if (strategy.adaptive)
    for (let at = Math.max(10, Math.min(seeds.count, Math.ceil(last / 8))); at < last; at *= 2)
      rounds.add(at);
  return [...rounds].sort((a, b) => a - b);
}

function requirePlan({ seeds, input, output, checkpoints, heldOut }: TheftPlan): void {
  const width = input.shape.reduce((a, b) => a * b, 1);
  if (seeds.count < 1 || seeds.width !== width || !seeds.data.every(Number.isFinite))
    throw extractionErrors.seeds(
      `${seeds.count} rows of ${seeds.width} values; the model takes ${width} numbers.`,
    );
  if (heldOut.rows.width !== width || heldOut.labels.length !== heldOut.rows.count)
    throw extractionErrors.seeds("The rows to compare on do not fit the model, or lack labels.");
  const grows = checkpoints.every(
    (at, i) => Number.isSafeInteger(at) && at >= 1 && at > (checkpoints[i - 1] ?? 0),
  );
  if (checkpoints.length === 0 || !grows)
    throw extractionErrors.checkpoints(`Not [${checkpoints.join(", ")}].`);
  if ((output.kind !== "score" && output.kind !== "label") || output.width < 2)
    throw extractionErrors.output(`The model answers with ${output.width} × ${output.kind}.`);
}

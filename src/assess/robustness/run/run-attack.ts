import type { InputSpec, OutputSpec, Predictions, RandomSource, Rows } from "../../../contracts/index.ts";
import type { Answer, Attack, AttackContext, Example, ExampleRecord, Question } from "../attack.ts";
import { regionOf, type Constraints } from "../constraints/index.ts";
import { robustnessErrors } from "../errors.ts";
import { answerAll, numbersAtOnce, type AttackedModel } from "./answering.ts";
import { ledgerFor, type Ledger } from "./ledger.ts";
import { inLockstep, type Worker } from "./lockstep.ts";

export interface AttackRun {
  readonly model: AttackedModel;
  readonly input: InputSpec;
  readonly output: OutputSpec;
  readonly examples: readonly Example[];
  /** Each example draws from `random.derive("<attack>/<id>")` and from nothing else. */
  readonly random: RandomSource;
  /** The most rows an example may ask for, its first look included. */
  readonly budget: number;
  readonly constraints: Constraints;
  /** Examples under way at a time (default 100); changes speed and memory, never results. */
  readonly together?: number;
  readonly signal?: AbortSignal;
  /** Called with each record as soon as it is there: what is kept survives a kill. */
  readonly onRecord?: (record: ExampleRecord) => void | Promise<void>;
}

/**
 * Attacks every example and gives their records, in the order of the examples.
 *
 * @throws ROBUSTNESS_ACCESS when the attack needs scores or gradients that the model does not show;
 * whatever the model throws.
 * @example
 * const records = await runAttack(square({ epsilon: 0.1, iterations: 500 }), {
 *   model: { predict: (rows) => target.predict(rows, context) },
 *   input: target.input, output: target.output, examples, budget: 501,
 *   random: seededRandom("nightly"), constraints: constraintsOf(target.input),
 * });
 */
export async function runAttack(attack: Attack, run: AttackRun): Promise<readonly ExampleRecord[]> {
  checkAccess(attack, run);
  const records = new Map<string, ExampleRecord>();
  const taken = new Set(run.examples.map(({ id }) => id));
  if (taken.size !== run.examples.length) throw new RangeError("two examples have the same id");
  function* workers(): Generator<Worker<Question, Answer, ExampleRecord>, void, unknown> {
    for (const example of run.examples) {
      yield {
        steps: attackOne(attack, run, example),
        done: (record) => {
          records.set(record.id, record);
          return run.onRecord?.(record);
        },
      };
    }
  }
  await inLockstep(
    workers(),
    run.together ?? 100,
    (questions) => answerAll(run.model, questions),
    run.signal,
  );
  return run.examples.flatMap(({ id }) => records.get(id) ?? []);
}

function checkAccess(attack: Attack, { model, output }: AttackRun): void {
  if (output.kind !== "score" && output.kind !== "label")
    throw robustnessErrors.access(`The model answers with an ${output.kind}, and the attack needs classes.`);
  if (attack.access === "score" && output.kind !== "score")
    throw robustnessErrors.access(`${attack.name} needs scores, and the model tells labels only.`);
  if (attack.access === "gradient" && model.gradients === undefined)
    throw robustnessErrors.access(
      `${attack.name} needs gradients, and there is no model file to take them from.`,
    );
}

/** The first look, and then the attack; ends with the record. */
function* attackOne(
  attack: Attack,
  run: AttackRun,
  example: Example,
): Generator<Question, ExampleRecord, Answer> {
  const early = (outcome: "refused" | "clean-wrong", cleanLabel: number, queries: number, note?: string) =>
    ledgerFor(attack, example, undefined, cleanLabel, run.budget, queries).record(
      note === undefined ? { outcome } : { outcome, note },
    );
  const problem = problemOf(example, run);
  if (problem !== undefined) return early("refused", -1, 0, problem);
  if (run.budget < 1) return early("refused", -1, 0, "the budget allows no query");
  const answer = yield { kind: "predict", rows: { count: 1, width: example.row.length, data: example.row } };
  if (answer.kind !== "predict") throw new TypeError("asked for predictions, answered with a gradient");
  const clean = answer.predictions;
  const cleanLabel = clean.labels[0] ?? -1;
  if (cleanLabel < 0) return early("refused", -1, 1, "the model's answer to the row is no number");
  if (cleanLabel !== example.label) return early("clean-wrong", cleanLabel, 1);

  const region = regionOf(
    run.constraints,
    example.row,
    attack.norm,
    attack.seeks === "ball" ? attack.epsilon : Infinity,
  );
  const ledger = ledgerFor(attack, example, region, cleanLabel, run.budget, 1);
  if (region.free.length === 0)
    return ledger.record({ note: "the rules leave the attacker no feature to change" });
  const context: AttackContext = {
    example,
    clean,
    classes: run.output.width,
    shape: run.input.shape,
    // An escaped name would make two ids one; `derive` escapes.
    random: run.random.derive(attack.name).derive(example.id),
    region,
    left: ledger.left,
    rowsAtOnce: Math.max(1, Math.floor(numbersAtOnce / Math.max(1, example.row.length) / 8)),
  };
  return yield* metered(attack, context, ledger);
}

/** Passes questions on, notes the answers, and ends the attack at the first success or when the budget is spent. */
function* metered(
  attack: Attack,
  context: AttackContext,
  ledger: Ledger,
): Generator<Question, ExampleRecord, Answer> {
  const steps = attack.steps(context);
  let step = steps.next();
  while (step.done !== true) {
    const question = step.value;
    const affordable = question.kind === "gradient" || question.rows.count <= ledger.left();
    if (!affordable) {
      steps.return(undefined);
      return ledger.record({});
    }
    const answer = yield question;
    if (question.kind === "gradient") ledger.spendGradients(question.rows.count);
    else ledger.seen(question.rows, predictionsOf(answer), question.note);
    if (attack.seeks !== "closest" && ledger.found()) {
      steps.return(undefined);
      return ledger.record({});
    }
    step = steps.next(answer);
  }
  return ledger.record(
    step.value === undefined ? {} : { outcome: "init-failed", note: step.value.initFailed },
  );
}

function predictionsOf(answer: Answer): Predictions {
  if (answer.kind === "predict") return answer.predictions;
  throw new TypeError("asked for predictions, answered with a gradient");
}

function problemOf({ row, label }: Example, { input, output }: AttackRun): string | undefined {
  const width = input.shape.reduce((a, b) => a * b, 1);
  if (row.length !== width) return `the row has ${row.length} numbers, the model takes ${width}`;
  if (!row.every(Number.isFinite)) return "the row holds a value that is no finite number";
  if (!Number.isInteger(label) || label < 0 || label >= output.width)
    return `the label ${label} is none of the model's ${output.width} classes`;
  return undefined;
}

/** Rows of one width, put together from single rows. */
export function rowsOf(rows: readonly Float64Array[]): Rows {
  const width = rows[0]?.length ?? 0;
  const data = new Float64Array(rows.length * width);
  rows.forEach((row, i) => data.set(row, i * width));
  return { count: rows.length, width, data };
}

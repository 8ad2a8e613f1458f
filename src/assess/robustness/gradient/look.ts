import type { Loss, Predictions, Rows } from "../../../contracts/index.ts";
import { gradientOf, predict, type Answer, type AttackContext, type Question } from "../attack.ts";
import { rowsOf } from "../run/index.ts";

/** Below ln 2 the true class has more than half of the probability: the model is right, and need not be asked. */
const surelyRight = Math.LN2 - 0.01;

/**
 * Loss and gradient of rows as they would be sent (settled). Rows that may be wrong by their loss are shown to the
 * model, so that the run sees the success.
 */
export function* lookAt(
  context: AttackContext,
  iterates: readonly Float64Array[],
  loss: Loss,
): Generator<
  Question,
  { readonly losses: Float64Array; readonly gradients: readonly Float64Array[] },
  Answer
> {
  const settled = iterates.map((iterate) => settledOf(context, iterate));
  const rows = rowsOf(settled);
  const { losses, gradients } = yield* gradientOf(rows, context.example.label, loss);
  const doubtful = settled.filter((_, i) =>
    loss === "cross-entropy" ? (losses[i] ?? 0) >= surelyRight : (losses[i] ?? 0) >= -0.01,
  );
  yield* predict(rowsOf(doubtful));
  return {
    losses,
    gradients: iterates.map((_, i) => gradients.subarray(i * rows.width, (i + 1) * rows.width)),
  };
}

/** Shows rows to the model. */
export function* show(
  context: AttackContext,
  iterates: readonly Float64Array[],
): Generator<Question, Predictions, Answer> {
  const rows: Rows = rowsOf(iterates.map((iterate) => settledOf(context, iterate)));
  return yield* predict(rows);
}

function settledOf({ region }: AttackContext, iterate: Float64Array): Float64Array {
  const row = iterate.slice();
  region.settle(row);
  return row;
}

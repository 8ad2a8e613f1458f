import type { Loss } from "../../contracts/index.ts";
import type { Emitter } from "../operators/index.ts";
import type { NumberType } from "../tensor/index.ts";

/** Names of the loss of each row (`[rows]`) and of its gradient by the logits (`[rows, classes]`). */
export interface LossNodes {
  readonly losses: string;
  readonly gradient: string;
}

/**
 * Adds a loss of logits to a graph. All three rise as the right label loses.
 *
 * - `cross-entropy`: log Σ exp z − z_y; its gradient is softmax(z) − onehot(y).
 * - `margin`: max_{i≠y} z_i − z_y (Carlini and Wagner 2017, without its floor). Positive exactly where the row is misclassified.
 * - `dlr`: −(z_y − max_{i≠y} z_i) / (z_π1 − z_π3), z_π being z sorted from the largest (Croce and Hein 2020). Needs three classes.
 *
 * @param labels name of the right labels as one-hot rows
 */
export function lossNodes(
  emit: Emitter,
  loss: Loss,
  logits: string,
  labels: string,
  type: NumberType,
): LossNodes {
  const rowsOf = (name: string): string => emit.sum(name, [1], false);
  if (loss === "cross-entropy") {
    const probabilities = emit.node("Softmax", [logits], { axis: 1 });
    const logs = emit.node("LogSoftmax", [logits], { axis: 1 });
    return {
      losses: emit.negate(rowsOf(emit.multiply(logs, labels))),
      gradient: emit.subtract(probabilities, labels),
    };
  }
  const right = emit.sum(emit.multiply(logits, labels), [1]);
  // The right class is moved below all others; the difference is exact for scores any model gives.
  const others = emit.node("Where", [
    emit.node("Greater", [labels, emit.number(0, type)]),
    emit.number(-3e38, type),
    logits,
  ]);
  const best = emit.many("TopK", [others, emit.ints([1])], 2, { axis: 1 });
  const other = oneHot(emit, best[1] ?? "", logits, type);
  const margin = emit.subtract(best[0] ?? "", right);
  const slope = emit.subtract(other, labels);
  const flat = (name: string): string => emit.node("Reshape", [name, emit.ints([-1])]);
  if (loss === "margin") return { losses: flat(margin), gradient: slope };
  const sorted = emit.many("TopK", [logits, emit.ints([3])], 2, { axis: 1 });
  const at = (name: string, rank: number): string =>
    emit.node("Slice", [name, emit.ints([rank]), emit.ints([rank + 1]), emit.ints([1])]);
  const [values = "", indices = ""] = sorted;
  const span = emit.add(emit.subtract(at(values, 0), at(values, 2)), emit.number(1e-12, type));
  const ratio = emit.divide(margin, span);
  const spread = emit.subtract(
    oneHot(emit, at(indices, 0), logits, type),
    oneHot(emit, at(indices, 2), logits, type),
  );
  return {
    losses: flat(ratio),
    gradient: emit.divide(emit.subtract(slope, emit.multiply(ratio, spread)), span),
  };
}

/** 1 in each row at the class whose number stands in `index` (`[rows, 1]`), 0 elsewhere. */
function oneHot(emit: Emitter, index: string, logits: string, type: NumberType): string {
  const zeros = emit.multiply(logits, emit.number(0, type));
  const ones = emit.expandAs(emit.number(1, type), index);
  return emit.node("ScatterElements", [zeros, index, ones], { axis: 1 });
}

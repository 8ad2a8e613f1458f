import { modelsErrors } from "../errors.ts";
import type { GraphNode, Model } from "../onnx/index.ts";
import type { Seen } from "../operators/index.ts";
import { isFloat } from "../tensor/index.ts";

/** Where in a graph a classifier's unnormalised scores are. */
export interface Logits {
  readonly name: string;
  /** What has to be done with the value to have logits, one for each class. */
  readonly form:
    /** They are as they are. */
    | "scores"
    /** One number a row, the log-odds of the second of two classes. */
    | "log-odds"
    /** Probabilities that no softmax was found before: their logarithms. */
    | "probabilities"
    /** One probability a row, of the second of two classes. */
    | "probability";
}

/** The output that answers: the one named, or the first of floats that has a row for each row. @throws MODELS_WRONG_OUTPUT */
export function answerOf(model: Model, seen: ReadonlyMap<string, Seen>, named?: string): string {
  const found = model.graph.outputs
    .map(({ name }) => name)
    .find((name) => {
      const value = seen.get(name);
      return named === undefined ? value !== undefined && isFloat(value.type) : name === named;
    });
  if (found === undefined)
    throw modelsErrors.wrongOutput(
      named === undefined ? "No output of the model holds scores." : `The model has no output \`${named}\`.`,
    );
  return found;
}

/** Goes back from the output over what only changes scores to probabilities. */
export function logitsOf(model: Model, seen: ReadonlyMap<string, Seen>, answer: string): Logits {
  const makers = new Map(
    model.graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)),
  );
  let name = answer;
  let node = makers.get(name);
  while (node !== undefined && (node.op === "Identity" || node.op === "Dropout")) {
    name = node.inputs[0] ?? "";
    node = makers.get(name);
  }
  const shape = seen.get(name)?.shape ?? [];
  const classes = shape[1] ?? 1;
  if (shape.length < 1 || shape.length > 2)
    throw modelsErrors.wrongOutput(
      `The output \`${answer}\` has the shape [${shape.join(", ")}]: not one row of scores for each row.`,
    );
  const below = node?.inputs[0] ?? "";
  if (node !== undefined && classes > 1 && isOverClasses(node, shape.length))
    return { name: below, form: "scores" };
  if (node?.op === "Sigmoid" && classes === 1) return { name: below, form: "log-odds" };
  const numbers = seen.get(name)?.sample;
  if (numbers !== undefined && looksLikeProbabilities(numbers, classes))
    return { name, form: classes === 1 ? "probability" : "probabilities" };
  return { name, form: classes === 1 ? "log-odds" : "scores" };
}

const isOverClasses = ({ op, attributes }: GraphNode, rank: number): boolean => {
  const axis = attributes.get("axis");
  return (
    (op === "Softmax" || op === "LogSoftmax") &&
    (axis === undefined || (axis.kind === "int" && (axis.value === -1 || axis.value === rank - 1)))
  );
};

function looksLikeProbabilities(numbers: ArrayLike<number>, classes: number): boolean {
  for (let row = 0; row < numbers.length; row += classes) {
    let sum = 0;
    for (let i = row; i < row + classes; i++) {
      const value = numbers[i] ?? NaN;
      if (!(value >= 0 && value <= 1)) return false;
      sum += value;
    }
    if (classes > 1 && Math.abs(sum - 1) > 1e-3) return false;
  }
  return true;
}

import { seededRandom } from "../../stats/index.ts";
import { interpreterOf } from "../interpreter/index.ts";
import type { Model } from "../onnx/index.ts";
import { Emitter, operatorOf } from "../operators/index.ts";
import { isFloat, type NumberTensor, type Tensor } from "../tensor/index.ts";
import { differentiate, expandOnce } from "./backward.ts";
import { look } from "./look.ts";

/** A model with values of its inputs, and by which of them it is differentiated. */
interface Posed {
  readonly model: Model;
  readonly feeds: ReadonlyMap<string, Tensor>;
  readonly varied: readonly string[];
}

/**
 * Where the built gradient of a model and its central differences disagree, both in float64: of a sum of all its
 * outputs of floats, each number with a random weight, by every number of the inputs. Models without a gradient are
 * only computed.
 */
export function gradientProblems({ model, feeds, varied }: Posed): string[] {
  const forward = interpreterOf(model, { wide: true });
  const outputs = forward(feeds);
  const bad = [...outputs].filter(
    ([, { type, data }]) => type !== "string" && data.some((value) => Number.isNaN(value)),
  );
  if (bad.length > 0) return [`computes NaN in ${bad.map(([name]) => name).join(", ")}`];
  const last = model.graph.nodes.at(-1);
  const operator = last === undefined ? undefined : operatorOf(last);
  if (operator?.gradient === undefined && operator?.expand === undefined) return [];
  const weights = new Map(
    [...outputs].flatMap(([name, tensor]) =>
      isFloat(tensor.type) && tensor.type !== "string" ? [[name, weightsLike(tensor, name)] as const] : [],
    ),
  );
  const sum = (values: ReadonlyMap<string, Tensor>): number =>
    [...forward(values)].reduce((total, [name, { data }]) => {
      const of = Array.from(weights.get(name)?.data ?? []);
      return of.reduce((inner, weight, i) => inner + weight * Number(data[i]), total);
    }, 0);
  const built = builtGradients({ model, feeds, varied }, weights);
  return varied.flatMap((name) => {
    const tensor = feeds.get(name);
    const gradient = built.get(name);
    if (
      tensor === undefined ||
      tensor.type === "string" ||
      gradient === undefined ||
      gradient.type === "string"
    )
      return [`has no gradient by ${name}`];
    if (gradient.shape.join() !== tensor.shape.join())
      return [
        `has a gradient of shape [${gradient.shape.join(", ")}] by ${name}, which is [${tensor.shape.join(", ")}]`,
      ];
    return Array.from(tensor.data.keys()).flatMap((i) => {
      const difference = centralDifference(sum, feeds, name, tensor, i);
      const value = gradient.data[i] ?? NaN;
      return Math.abs(value - difference) <= 1e-6 * (1 + Math.abs(difference))
        ? []
        : [`gradient by ${name}[${i}] is ${value}; differences give ${difference}`];
    });
  });
}

function centralDifference(
  sum: (values: ReadonlyMap<string, Tensor>) => number,
  feeds: ReadonlyMap<string, Tensor>,
  name: string,
  tensor: NumberTensor,
  i: number,
): number {
  const step = 1e-5;
  const moved = (by: number): number => {
    const data = Float64Array.from(tensor.data);
    data[i] = (data[i] ?? 0) + by;
    return sum(new Map([...feeds, [name, { ...tensor, data }]]));
  };
  return (moved(step) - moved(-step)) / (2 * step);
}

function weightsLike(tensor: Tensor, name: string): NumberTensor {
  const random = seededRandom(`bartizan.models.weights/v1/${name}`);
  return {
    type: "float32",
    shape: tensor.shape,
    data: Float64Array.from({ length: tensor.data.length }, () => random.next() + 0.5),
  };
}

function builtGradients(
  { model, feeds, varied }: Posed,
  weights: ReadonlyMap<string, NumberTensor>,
): ReadonlyMap<string, Tensor> {
  let current = model;
  let seen = look(current, feeds, feeds);
  for (let round = 0; round < 4; round++) {
    const expanded = expandOnce(current, seen, round);
    if (expanded === undefined) break;
    current = expanded;
    seen = look(current, feeds, feeds);
  }
  const emit = new Emitter("weights/");
  const seeds = new Map([...weights].map(([name, tensor]) => [name, emit.constant(tensor)]));
  const { graph, gradients } = differentiate(current, seen, seeds, varied);
  const named = {
    ...graph,
    initializers: new Map([...graph.initializers, ...emit.initializers]),
    outputs: [],
  };
  const answer = interpreterOf({ ...current, graph: named }, { wide: true })(feeds, [...gradients.values()]);
  return new Map(
    [...gradients].flatMap(([name, gradient]) => {
      const value = answer.get(gradient);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

import { modelsErrors } from "../errors.ts";
import { namesReadBy } from "../interpreter/index.ts";
import type { Model, ValueInfo } from "../onnx/index.ts";
import { Emitter, type Seen } from "../operators/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { tensorOf, type NumberTensor, type NumberType } from "../tensor/index.ts";
import { expandOnce } from "./backward.ts";
import { withoutSubnormals } from "./subnormal.ts";
import { look } from "./look.ts";
import { answerOf, logitsOf, type Logits } from "./output.ts";

/** A model as a graph from rows to logits, with what was seen of its values. */
export interface LogitsGraph {
  readonly model: Model;
  readonly seen: ReadonlyMap<string, Seen>;
  readonly input: ValueInfo;
  readonly type: NumberType;
  /** Shape of one row. */
  readonly shape: readonly number[];
  /** Rows the model takes at a time; undefined: any number. */
  readonly fixedRows: number | undefined;
  readonly logits: string;
  readonly classes: number;
  readonly form: Logits["form"];
}

/** The version of ONNX whose operators gradients are written in. */
const versionOfGradients = 17;
const oldestVersion = 13;

/** @throws MODELS_NO_GRADIENT, MODELS_WRONG_OUTPUT, MODELS_UNSUPPORTED_OPERATOR */
export function logitsGraphOf(
  model: Model,
  options: { readonly output?: string; readonly shape?: readonly number[] } = {},
): LogitsGraph {
  const version = model.opsets.get("") ?? 0;
  if (version < oldestVersion)
    throw modelsErrors.noGradient(
      `The model is of version ${version} of ONNX's operators; gradients are built from ${oldestVersion} on.`,
      {},
      {
        remedy: `Convert it to version ${versionOfGradients} with onnx.version_converter, or use attacks that need no gradient.`,
      },
    );
  const [input, ...more] = model.graph.inputs;
  const type = input?.type;
  if (input === undefined || more.length > 0 || (type !== "float32" && type !== "float64"))
    throw modelsErrors.noGradient("The model does not have exactly one input of floats.");
  const [rows, ...dims] = input.shape ?? [];
  const shape = options.shape ?? dims.map((dim) => (typeof dim === "number" && dim > 0 ? dim : NaN));
  if (rows === undefined || shape.length === 0 || shape.some((dim) => Number.isNaN(dim)))
    throw modelsErrors.wrongInput(
      `The input \`${input.name}\` does not say how wide a row is.`,
      {},
      {
        remedy: "Give the shape of one row.",
      },
    );
  const fixedRows = typeof rows === "number" && rows > 0 ? rows : undefined;
  // Later versions keep the forms that gradients are written in; between 13 and 17 nothing changed for what is computed here.
  let current = withoutSubnormals(
    bypassed({
      ...model,
      irVersion: Math.max(8, model.irVersion),
      opsets: new Map([...model.opsets, ["", Math.max(version, versionOfGradients)]]),
    }),
  );
  const looked = (of: Model): ReadonlyMap<string, Seen> =>
    look(of, sampleOf(input, type, fixedRows ?? 2, shape), sampleOf(input, type, fixedRows ?? 3, shape));
  let seen = looked(current);
  const answer = answerOf(current, seen, options.output);
  const { name, form } = logitsOf(current, seen, answer);
  current = onlyWhatMakes(current, name);
  for (let round = 0; round < 4; round++) {
    const expanded = expandOnce(current, seen, round);
    if (expanded === undefined) break;
    current = expanded;
    seen = looked(current);
  }
  const columns = seen.get(name)?.shape[1] ?? 1;
  const rank = seen.get(name)?.shape.length ?? 2;
  const finished = withTwoClasses(current, name, form, rank, type);
  return {
    model: finished.model,
    seen: finished.model === current ? seen : looked(finished.model),
    input,
    type,
    shape,
    fixedRows,
    logits: finished.name,
    classes: Math.max(2, columns),
    form,
  };
}

/** Rows of numbers between 0 and 1, the same at every call. */
function sampleOf(
  input: ValueInfo,
  type: NumberType,
  rows: number,
  shape: readonly number[],
): ReadonlyMap<string, NumberTensor> {
  const random = seededRandom("bartizan.models.look/v1");
  const size = shape.reduce((product, dim) => product * dim, rows);
  return new Map([
    [
      input.name,
      tensorOf(
        type,
        [rows, ...shape],
        Float64Array.from({ length: size }, () => random.next()),
      ),
    ],
  ]);
}

/** Without the operators that only dress scores up as maps, and without outputs that are no tensors. */
export function bypassed(model: Model): Model {
  const { graph } = model;
  const renamed = new Map<string, string>();
  for (const { op, domain, inputs, outputs } of graph.nodes)
    if (op === "ZipMap" && domain === "ai.onnx.ml") renamed.set(outputs[0] ?? "", inputs[0] ?? "");
  if (renamed.size === 0) return model;
  return {
    ...model,
    graph: {
      ...graph,
      nodes: graph.nodes.filter(({ op }) => op !== "ZipMap"),
      outputs: graph.outputs.map((output) => {
        const name = renamed.get(output.name);
        return name === undefined ? output : { name, type: "float32" };
      }),
    },
  };
}

/** The part of a graph that a value is computed from. */
function onlyWhatMakes(model: Model, name: string): Model {
  const { graph } = model;
  const needed = new Set([name]);
  const nodes = graph.nodes
    .toReversed()
    .filter((node) => {
      if (!node.outputs.some((output) => needed.has(output))) return false;
      for (const read of namesReadBy(node)) needed.add(read);
      return true;
    })
    .toReversed();
  const initializers = new Map([...graph.initializers].filter(([of]) => needed.has(of)));
  return { ...model, graph: { ...graph, nodes, initializers, outputs: [{ name }] } };
}

/** Logits of every class: one number a row says how the second class stands to the first, whose logit is 0. */
function withTwoClasses(
  model: Model,
  name: string,
  form: Logits["form"],
  rank: number,
  type: NumberType,
): { readonly model: Model; readonly name: string } {
  if (form === "scores" && rank === 2) return { model, name };
  const emit = new Emitter("logits/");
  const column = rank === 2 ? name : emit.node("Unsqueeze", [name, emit.ints([1])]);
  const least = emit.number(1e-30, type);
  const logOf = (of: string): string => emit.node("Log", [emit.node("Max", [of, least])]);
  const odds = (): string =>
    form === "probability"
      ? emit.subtract(logOf(column), logOf(emit.subtract(emit.number(1, type), column)))
      : column;
  const of = (): string => {
    if (form === "probabilities") return logOf(column);
    const one = odds();
    return emit.node("Concat", [emit.multiply(one, emit.number(0, type)), one], { axis: 1 });
  };
  const made = of();
  const { graph } = model;
  return {
    name: made,
    model: {
      ...model,
      graph: {
        ...graph,
        nodes: [...graph.nodes, ...emit.nodes],
        initializers: new Map([...graph.initializers, ...emit.initializers]),
        outputs: [{ name: made }],
      },
    },
  };
}

import { modelsErrors } from "../errors.ts";
import type { Graph, GraphNode, Model } from "../onnx/index.ts";
import { Call, describe, operatorOf } from "../operators/index.ts";
import { isFloat, type Tensor } from "../tensor/index.ts";

/** Values by name. */
export type Values = ReadonlyMap<string, Tensor>;

export interface InterpreterOptions {
  /** Store floats as float64, whatever their type: the reference that gradients are checked against. */
  readonly wide?: boolean;
}

/**
 * Computes the outputs of a model in plain TypeScript: the reference for other runtimes, and the one that is
 * always there. Operators that are not known are an error before anything is computed.
 *
 * @throws MODELS_UNSUPPORTED_OPERATOR
 * @example const run = interpreterOf(model); run(new Map([["x", tensorOf("float32", [1, 2], [0, 1])]])).get("y");
 */
export function interpreterOf(
  model: Model,
  { wide = false }: InterpreterOptions = {},
): (feeds: Values, wanted?: readonly string[]) => Values {
  refuseUnknown(model.graph);
  const run = new Run(model, wide);
  const plan = planOf(model.graph);
  return (feeds, wanted = model.graph.outputs.map(({ name }) => name)) =>
    run.outputs(model.graph, plan, new Map(feeds), wanted, undefined);
}

/** Every value of the model by name, none freed: for those who look at shapes. */
export function everyValueOf(model: Model, feeds: Values): Values {
  refuseUnknown(model.graph);
  const scope = new Map(feeds);
  const all = [
    ...model.graph.nodes.flatMap(({ outputs }) => outputs),
    ...model.graph.inputs.map(({ name }) => name),
  ];
  return new Run(model, false).outputs(
    model.graph,
    planOf(model.graph),
    scope,
    [...all.filter((name) => name !== ""), ...model.graph.initializers.keys()],
    undefined,
  );
}

/** Values of graphs around this one. */
interface Scope {
  get(name: string): Tensor | undefined;
}

class Run {
  readonly #model: Model;
  readonly #wide: boolean;
  readonly #widened = new WeakMap<Tensor, Tensor>();
  readonly #plans = new WeakMap<Graph, Plan>();

  constructor(model: Model, wide: boolean) {
    this.#model = model;
    this.#wide = wide;
  }

  outputs(
    graph: Graph,
    plan: Plan,
    values: Map<string, Tensor>,
    wanted: readonly string[],
    outer: Scope | undefined,
  ): Values {
    for (const [name, tensor] of values) values.set(name, this.#stored(tensor));
    const keep = new Set(wanted);
    const scope: Scope = {
      get: (name) => {
        const own = values.get(name);
        if (own !== undefined) return own;
        const weights = graph.initializers.get(name);
        return weights === undefined ? outer?.get(name) : this.#stored(weights);
      },
    };
    for (const [index, node] of graph.nodes.entries()) {
      const inputs = node.inputs.map((name) => (name === "" ? undefined : valueOf(scope, name, node)));
      const outputs = this.#compute(node, inputs, scope);
      for (const [i, name] of node.outputs.entries()) {
        const output = outputs[i];
        if (name !== "" && output !== undefined) values.set(name, output);
      }
      for (const name of plan.lastUsed[index] ?? []) if (!keep.has(name)) values.delete(name);
    }
    return new Map(
      wanted.map((name) => {
        const value = scope.get(name);
        if (value === undefined) throw modelsErrors.notReadable(`Nothing computes the output \`${name}\`.`);
        return [name, value];
      }),
    );
  }

  #compute(node: GraphNode, inputs: readonly (Tensor | undefined)[], scope: Scope): readonly Tensor[] {
    const operator = operatorOf(node);
    if (operator === undefined) throw unknown([node]);
    const opset = this.#model.opsets.get(node.domain) ?? 1;
    const call = new Call(node, inputs, {
      opset,
      wide: this.#wide,
      runInner: (graph, given) => {
        const plan = this.#plans.get(graph) ?? planOf(graph);
        this.#plans.set(graph, plan);
        const values = new Map<string, Tensor>();
        for (const [i, { name }] of graph.inputs.entries()) {
          const value = given[i];
          if (value !== undefined) values.set(name, value);
        }
        const names = graph.outputs.map(({ name }) => name);
        const results = this.outputs(graph, plan, values, names, scope);
        return names.flatMap((name) => results.get(name) ?? []);
      },
    });
    return operator.run(call);
  }

  /** As float64 where that is asked for. */
  #stored(tensor: Tensor): Tensor {
    if (
      !this.#wide ||
      tensor.type === "string" ||
      !isFloat(tensor.type) ||
      tensor.data instanceof Float64Array
    )
      return tensor;
    const known = this.#widened.get(tensor);
    if (known !== undefined) return known;
    const widened = { ...tensor, data: Float64Array.from(tensor.data) };
    this.#widened.set(tensor, widened);
    return widened;
  }
}

function valueOf(scope: Scope, name: string, node: GraphNode): Tensor {
  const value = scope.get(name);
  if (value === undefined)
    throw modelsErrors.notReadable(`${describe(node)} reads \`${name}\`, which nothing before it computes.`);
  return value;
}

/** By index of node, what no later node reads. */
interface Plan {
  readonly lastUsed: readonly (readonly string[])[];
}

function planOf(graph: Graph): Plan {
  const last = new Map<string, number>();
  for (const [index, node] of graph.nodes.entries())
    for (const name of [...node.outputs, ...namesReadBy(node)]) last.set(name, index);
  const lastUsed: string[][] = graph.nodes.map(() => []);
  for (const [name, index] of last) lastUsed[index]?.push(name);
  return { lastUsed };
}

/** What a node reads, also from inside of the graphs it holds. */
export function namesReadBy(node: GraphNode): string[] {
  const names = node.inputs.filter((name) => name !== "");
  for (const attribute of node.attributes.values())
    if (attribute.kind === "graph") {
      names.push(...attribute.value.outputs.map(({ name }) => name));
      for (const inner of attribute.value.nodes) names.push(...namesReadBy(inner));
    }
  return names;
}

function refuseUnknown(graph: Graph): void {
  const strange = unknownIn(graph);
  if (strange.length > 0) throw unknown(strange);
}

/** Nodes whose operator is not computed here, in this graph and those inside. */
export function unknownIn(graph: Graph): GraphNode[] {
  return graph.nodes.flatMap((node) => [
    ...(operatorOf(node) === undefined ? [node] : []),
    ...[...node.attributes.values()].flatMap((attribute) =>
      attribute.kind === "graph" ? unknownIn(attribute.value) : [],
    ),
  ]);
}

function unknown(nodes: readonly GraphNode[]): Error {
  const names = [...new Set(nodes.map(({ domain, op }) => (domain === "" ? op : `${domain}.${op}`)))].sort();
  return modelsErrors.unsupportedOperator(
    `The interpreter does not compute ${names.slice(0, 8).join(", ")}${names.length > 8 ? ` and ${names.length - 8} more` : ""}.`,
    {},
    {
      remedy:
        "Run the model with onnxruntime-node or onnxruntime-web: attacks on scores and labels work there.",
    },
  );
}

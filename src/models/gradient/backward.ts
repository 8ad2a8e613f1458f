import { modelsErrors } from "../errors.ts";
import type { Graph, GraphNode, Model } from "../onnx/index.ts";
import { describe, Emitter, ExpandCall, GradientCall, operatorOf, type Seen } from "../operators/index.ts";
import { isFloat } from "../tensor/index.ts";

/** A graph to which the nodes of its gradients were added, and their names by what they are the gradients of. */
export interface Differentiated {
  readonly graph: Graph;
  readonly gradients: ReadonlyMap<string, string>;
}

/**
 * Adds the nodes of reverse-mode differentiation to a graph: for every value of `by`, the gradient of the sum of
 * `seeds`' values, each weighted by its seed.
 *
 * @param seeds names of values of the graph to names of their gradients, of the same shape
 * @param seen of every value of the graph
 * @throws MODELS_NO_GRADIENT naming the operator that has none
 */
export function differentiate(
  { graph, opsets }: Model,
  seen: ReadonlyMap<string, Seen>,
  seeds: ReadonlyMap<string, string>,
  by: readonly string[],
): Differentiated {
  const emit = new Emitter("gradient/");
  const nodes = [...graph.nodes];
  const depends = new Set(by);
  for (const { inputs, outputs } of nodes)
    if (inputs.some((name) => depends.has(name)))
      for (const name of outputs) if (name !== "" && isDifferentiable(seen.get(name))) depends.add(name);
  const gradients = new Map(seeds);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    if (node === undefined || !node.inputs.some((name) => depends.has(name))) continue;
    const above = node.outputs.map((name) => gradients.get(name));
    if (above.every((name) => name === undefined)) continue;
    const { below, added } = oneNode(node, emit, seen, above, {
      opset: opsets.get(node.domain) ?? 1,
      depends,
    });
    if (added.size > 0) nodes[index] = withOutputs(node, added);
    for (const [i, gradient] of below.entries()) {
      const name = node.inputs[i] ?? "";
      if (gradient === undefined || !depends.has(name)) continue;
      const before = gradients.get(name);
      gradients.set(name, before === undefined ? gradient : emit.add(before, gradient));
    }
  }
  return {
    graph: {
      ...graph,
      nodes: [...nodes, ...emit.nodes],
      initializers: new Map([...graph.initializers, ...emit.initializers]),
    },
    gradients: new Map(by.flatMap((name) => entryOf(name, gradients.get(name)))),
  };
}

const entryOf = (name: string, gradient: string | undefined): [string, string][] =>
  gradient === undefined ? [] : [[name, gradient]];

const isDifferentiable = (seen: Seen | undefined): boolean => seen !== undefined && isFloat(seen.type);

function oneNode(
  node: GraphNode,
  emit: Emitter,
  seen: ReadonlyMap<string, Seen>,
  above: readonly (string | undefined)[],
  { opset, depends }: { readonly opset: number; readonly depends: ReadonlySet<string> },
): { readonly below: readonly (string | undefined)[]; readonly added: ReadonlyMap<number, string> } {
  const operator = operatorOf(node);
  if (operator?.isFlat === true) return { below: [], added: new Map() };
  if (operator?.gradient === undefined)
    throw modelsErrors.noGradient(
      `${describe(node)} has no gradient here, and the answer depends on the rows through it.`,
    );
  const call = new GradientCall(node, emit, seen, {
    opset,
    gradients: above,
    needed: node.inputs.map((name) => depends.has(name)),
  });
  return { below: operator.gradient(call), added: call.added };
}

function withOutputs(node: GraphNode, added: ReadonlyMap<number, string>): GraphNode {
  const length = Math.max(node.outputs.length, ...[...added.keys()].map((index) => index + 1));
  return { ...node, outputs: Array.from({ length }, (_, i) => added.get(i) ?? node.outputs[i] ?? "") };
}

/**
 * Puts simpler operators in place of those that have no gradient of their own but can be said by such, once.
 *
 * @returns undefined where there was nothing to replace
 */
export function expandOnce(model: Model, seen: ReadonlyMap<string, Seen>, round: number): Model | undefined {
  const { graph, opsets } = model;
  const emit = new Emitter(`expanded${round}/`);
  let isChanged = false;
  const nodes: GraphNode[] = [];
  for (const node of graph.nodes) {
    const operator = operatorOf(node);
    if (operator?.expand === undefined) {
      nodes.push(node);
      continue;
    }
    isChanged = true;
    const names = operator.expand(new ExpandCall(node, emit, seen, opsets.get(node.domain) ?? 1));
    nodes.push(...emit.nodes.splice(0));
    for (const [i, output] of node.outputs.entries()) {
      const name = names[i];
      if (output !== "" && name !== undefined && name !== "")
        nodes.push({
          name: "",
          op: "Identity",
          domain: "",
          inputs: [name],
          outputs: [output],
          attributes: new Map(),
        });
    }
  }
  if (!isChanged) return undefined;
  return {
    ...model,
    graph: { ...graph, nodes, initializers: new Map([...graph.initializers, ...emit.initializers]) },
  };
}

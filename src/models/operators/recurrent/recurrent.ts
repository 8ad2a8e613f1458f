import { Emitter } from "../emitter.ts";
import { ExpandCall, type Seen } from "../gradient-call.ts";
import type { Call } from "../call.ts";
import type { Example, Operator } from "../operator.ts";
import type { Tensor } from "../../tensor/index.ts";
import { unroll, type Cell } from "./unroll.ts";

/** A recurrent layer. It is computed as the nodes its gradient is built from, so that the two cannot differ. */
export function recurrent(op: string, cell: Cell, examples: readonly Example[]): Operator {
  return {
    op,
    domain: "",
    run: (call) => computed(call, cell),
    expand: (call) => unroll(call, cell),
    examples,
  };
}

function computed(call: Call, cell: Cell): readonly Tensor[] {
  const { node } = call;
  const given = node.inputs.flatMap((name, i) => {
    const tensor = call.inputs[i];
    return tensor === undefined ? [] : [[name, tensor] as const];
  });
  const seen = new Map<string, Seen>(
    given.map(([name, { type, shape }]) => [name, { type, shape, rowAxes: new Set<number>() }]),
  );
  const emit = new Emitter("step/");
  const names = unroll(new ExpandCall(node, emit, seen, call.opset), cell);
  const graph = {
    name: node.op,
    nodes: emit.nodes,
    initializers: emit.initializers,
    inputs: given.map(([name]) => ({ name })),
    outputs: names.map((name) => ({ name })),
  };
  return call.runInner(
    graph,
    given.map(([, tensor]) => tensor),
  );
}

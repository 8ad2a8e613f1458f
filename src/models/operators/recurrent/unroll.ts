import type { ExpandCall } from "../gradient-call.ts";

/** Names of the weights of one direction: `[gates·hidden, input]`, `[gates·hidden, hidden]`, two of `[gates·hidden]`. */
export interface CellWeights {
  readonly input: string;
  readonly recurrent: string;
  readonly inputBias: string;
  readonly recurrentBias: string;
}

/** One step: from the numbers of one moment (`[rows, input]`) and the states to the next states, the first of which is told. */
export type Step = (
  call: ExpandCall,
  x: string,
  states: readonly string[],
  weights: CellWeights,
) => readonly string[];

export interface Cell {
  readonly gates: number;
  /** Indices of the inputs that say how the states begin. */
  readonly initial: readonly number[];
  /** The activations the cell is meant with, for one direction. */
  readonly activations: readonly string[];
  readonly step: Step;
}

/** A recurrent layer as the nodes of every moment, one after another. @returns names of Y, Y_h and, of two states, Y_c */
export function unroll(call: ExpandCall, cell: Cell): readonly string[] {
  refuseForms(call, cell);
  const { emit } = call;
  const x = call.input(0);
  const [moments = 0] = call.shape(x);
  const direction = call.attributes.text("direction", "forward");
  const backwards = direction === "bidirectional" ? [false, true] : [direction === "reverse"];
  const parts = emit.many("Split", [x, emit.ints(Array.from({ length: moments }, () => 1))], moments, {
    axis: 0,
  });
  const steps = parts.map((part) => emit.node("Squeeze", [part, emit.ints([0])]));
  const told: string[] = [];
  const last: string[][] = cell.initial.map(() => []);
  for (const [index, isBackwards] of backwards.entries()) {
    const weights = weightsOf(call, cell, index);
    let states = cell.initial.map((input) => initialState(call, input, index));
    const outputs: string[] = [];
    for (let t = 0; t < moments; t++) {
      const at = isBackwards ? moments - 1 - t : t;
      states = [...cell.step(call, steps[at] ?? "", states, weights)];
      outputs[at] = emit.node("Unsqueeze", [states[0] ?? "", emit.ints([0, 1])]);
    }
    told.push(outputs.length === 1 ? (outputs[0] ?? "") : emit.node("Concat", outputs, { axis: 0 }));
    for (const [i, state] of states.entries()) last[i]?.push(emit.node("Unsqueeze", [state, emit.ints([0])]));
  }
  const joined = (names: readonly string[], axis: number): string => emit.node("Concat", names, { axis });
  return [joined(told, 1), ...last.map((names) => joined(names, 0))];
}

function refuseForms(call: ExpandCall, { activations }: Cell): void {
  const { attributes } = call;
  const given = attributes.texts("activations");
  const wanted =
    attributes.text("direction", "forward") === "bidirectional"
      ? [...activations, ...activations]
      : activations;
  if (given !== undefined && given.join().toLowerCase() !== wanted.join().toLowerCase())
    throw call.unsupported(`has the activations ${given.join(", ")}`);
  if (attributes.has("clip")) throw call.unsupported("cuts its numbers off");
  if (attributes.int("layout", 0) !== 0) throw call.unsupported("has the rows first");
  if (attributes.int("input_forget", 0) !== 0) throw call.unsupported("couples its gates");
  if (call.hasInput(4)) throw call.unsupported("has sequences of unequal length");
  if (call.hasInput(7)) throw call.unsupported("has peepholes");
}

/** One direction's part of weights, without the axis of directions. */
const partOf = (call: ExpandCall, input: number, index: number): string =>
  call.emit.node("Gather", [call.input(input), call.emit.index(index)], { axis: 0 });

function weightsOf(call: ExpandCall, { gates }: Cell, index: number): CellWeights {
  const { emit } = call;
  const hidden = call.shape(call.input(2)).at(-1) ?? 0;
  const size = gates * hidden;
  const zeros = (): string =>
    emit.constant(
      call.listOf(
        Array.from({ length: size }, () => 0),
        call.input(0),
      ),
    );
  const bias = call.hasInput(3) ? partOf(call, 3, index) : undefined;
  const half = (from: number): string =>
    bias === undefined
      ? zeros()
      : emit.node("Slice", [bias, emit.ints([from]), emit.ints([from + size]), emit.ints([0])]);
  return {
    input: partOf(call, 1, index),
    recurrent: partOf(call, 2, index),
    inputBias: half(0),
    recurrentBias: half(size),
  };
}

/** As given, or zeros for every row. */
function initialState(call: ExpandCall, input: number, index: number): string {
  const { emit } = call;
  if (call.hasInput(input)) return partOf(call, input, index);
  const hidden = call.shape(call.input(2)).at(-1) ?? 0;
  const rows = emit.node("Slice", [emit.node("Shape", [call.input(0)]), emit.ints([1]), emit.ints([2])]);
  const shape = emit.node("Concat", [rows, emit.ints([hidden])], { axis: 0 });
  return emit.node("Expand", [call.number(0, call.input(0)), shape]);
}

/** a · bᵀ + bias. */
export const affine = (call: ExpandCall, a: string, b: string, bias: string): string =>
  call.emit.node("Gemm", [a, b, bias], { transB: 1 });

/** The parts of the gates, which stand beside each other. */
export const gatesOf = (call: ExpandCall, name: string, gates: number): string[] => {
  const hidden = call.shape(call.input(2)).at(-1) ?? 0;
  return call.emit.many("Split", [name, call.emit.ints(Array.from({ length: gates }, () => hidden))], gates, {
    axis: 1,
  });
};

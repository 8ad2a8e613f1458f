import type { GradientCall } from "../gradient-call.ts";

/** The gradient of a largest or smallest number: to where it stands, in equal parts where it stands several times. */
export function toExtreme(call: GradientCall, gradient: string, axes: readonly number[]): string {
  const { emit } = call;
  const x = call.input(0);
  const isKept = call.attributes.int("keepdims", 1) === 1;
  const y = isKept ? call.output(0) : emit.node("Unsqueeze", [call.output(0), emit.ints(axes)]);
  const chosen = emit.node("Where", [emit.node("Equal", [x, y]), call.number(1, x), call.number(0, x)]);
  return emit.multiply(emit.divide(gradient, emit.sum(chosen, axes)), chosen);
}

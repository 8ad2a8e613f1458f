import type { Call } from "../call.ts";
import type { GradientCall } from "../gradient-call.ts";
import type { Example, Operator } from "../operator.ts";

interface Unary {
  /** Of one number. */
  readonly value: (x: number) => number;
  /** Name of the derivative at the input times the gradient of the output; absent: flat. */
  readonly gradient?: (call: GradientCall, input: string, output: string, gradient: string) => string;
  readonly examples?: readonly Example[];
}

/** An operator that does the same with every number. */
export function unary(op: string, { value, gradient, examples = [{ inputs: ["3x4"] }] }: Unary): Operator {
  return {
    op,
    domain: "",
    run: (call) => [mapped(call, value)],
    ...(gradient === undefined
      ? { isFlat: true }
      : { gradient: (call) => [gradient(call, call.input(0), call.output(0), call.gradient)] }),
    examples,
  };
}

export function mapped(call: Call, value: (x: number) => number): ReturnType<Call["fresh"]> {
  const input = call.numbers(0);
  const output = call.fresh(input.type, input.shape);
  const from = input.data;
  const to = output.data;
  for (let i = 0; i < from.length; i++) to[i] = value(from[i] ?? 0);
  return output;
}

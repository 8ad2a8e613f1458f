import type { GradientCall } from "../gradient-call.ts";
import type { Example, Operator } from "../operator.ts";
import { paired } from "./binary.ts";

interface Variadic {
  readonly value: (a: number, b: number) => number;
  /** Name of the gradient by one input, before it is summed to that input's shape. */
  readonly gradient: (call: GradientCall, index: number, gradient: string) => string;
  readonly examples: readonly Example[];
}

/** An operator that folds any number of tensors, two at a time. */
export function variadic(op: string, { value, gradient, examples }: Variadic): Operator {
  return {
    op,
    domain: "",
    run: (call) => {
      let folded = call.numbers(0);
      for (let i = 1; i < call.inputs.length; i++) folded = paired(call, folded, call.numbers(i), value);
      return [folded];
    },
    gradient: (call) =>
      call.node.inputs.map((_, index) =>
        call.needs(index) ? call.unbroadcast(gradient(call, index, call.gradient), index) : undefined,
      ),
    examples,
  };
}

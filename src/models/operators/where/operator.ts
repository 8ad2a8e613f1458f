import { broadcastShapes, broadcastStrides, tensorOf } from "../../tensor/index.ts";
import { eachPair } from "../elementwise/binary.ts";
import { picked } from "../elementwise/picked.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Where",
  domain: "",
  run: (call) => {
    const condition = call.numbers(0);
    const a = call.numbers(1);
    const b = call.numbers(2);
    const shape = broadcastShapes(broadcastShapes(condition.shape, a.shape), b.shape);
    const chosen = picked(call, condition, shape, broadcastStrides(condition.shape, shape));
    const output = call.fresh(a.type, shape);
    eachPair(shape, broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape), (i, left, right) => {
      output.data[i] = (chosen.data[i] === 0 ? b.data[right] : a.data[left]) ?? 0;
    });
    return [output];
  },
  gradient: (call) => {
    const { emit, gradient } = call;
    const zero = (): string => call.number(0, call.output(0));
    const [, left, right] = call.forNeeded(
      () => "",
      () => call.unbroadcast(emit.node("Where", [call.input(0), gradient, zero()]), 1),
      () => call.unbroadcast(emit.node("Where", [call.input(0), zero(), gradient]), 2),
    );
    return [undefined, left, right];
  },
  examples: [
    { inputs: [tensorOf("bool", [2, 3], [1, 0, 1, 0, 1, 0]), "2x3", "2x3"] },
    { inputs: [tensorOf("bool", [3], [1, 0, 1]), "1", "2x3"] },
  ],
};

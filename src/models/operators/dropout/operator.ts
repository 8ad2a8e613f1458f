import { zeros } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

/** Does nothing once a model is trained. */
export const operator: Operator = {
  op: "Dropout",
  domain: "",
  run: (call) => {
    if ((call.optional(2)?.data[0] ?? 0) !== 0) throw call.unsupported("is in training mode");
    const input = call.numbers(0);
    const mask = zeros("bool", input.shape);
    mask.data.fill(1);
    return [input, mask];
  },
  gradient: (call) => [call.gradient],
  examples: [{ inputs: ["2x3"] }],
};

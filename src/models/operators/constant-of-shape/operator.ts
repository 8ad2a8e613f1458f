import { int64s, scalar, tensorOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "ConstantOfShape",
  domain: "",
  run: (call) => {
    const value = call.attributes.tensor("value") ?? scalar("float32", 0);
    if (value.type === "string") throw call.unsupported("fills with text");
    const output = call.fresh(value.type, Array.from(call.numbers(0).data));
    output.data.fill(value.data[0] ?? 0);
    return [output];
  },
  isFlat: true,
  examples: [
    { inputs: [int64s([2, 3])] },
    { inputs: [int64s([2])], attributes: { value: tensorOf("int64", [1], [7]) } },
  ],
};

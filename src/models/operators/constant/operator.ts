import { float32s, int64s, scalar } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Constant",
  domain: "",
  run: (call) => {
    const { attributes } = call;
    const tensor = attributes.tensor("value");
    if (tensor !== undefined) return [tensor];
    const floats = attributes.floats("value_floats");
    if (floats !== undefined) return [float32s(floats)];
    const ints = attributes.ints("value_ints");
    if (ints !== undefined) return [int64s(ints)];
    if (attributes.has("value_float")) return [scalar("float32", attributes.float("value_float", 0))];
    if (attributes.has("value_int")) return [scalar("int64", attributes.int("value_int", 0))];
    throw call.unsupported("holds a value that is not computed with here");
  },
  isFlat: true,
  examples: [
    { inputs: [], attributes: { value: scalar("float32", 2) } },
    { inputs: [], attributes: { value_ints: [1, 2] } },
  ],
};

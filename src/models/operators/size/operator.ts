import { scalar, sizeOf } from "../../tensor/index.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Size",
  domain: "",
  run: (call) => [scalar("int64", sizeOf(call.any(0).shape))],
  isFlat: true,
  examples: [{ inputs: ["2x3"] }],
};

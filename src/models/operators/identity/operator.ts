import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "Identity",
  domain: "",
  run: (call) => [call.any(0)],
  gradient: (call) => [call.gradient],
  examples: [{ inputs: ["2x3"] }],
};

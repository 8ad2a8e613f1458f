import { expandLinear, linear } from "../linear/linear.ts";
import type { Attributes } from "../attributes.ts";
import type { Operator } from "../operator.ts";

export const operator: Operator = {
  op: "LinearRegressor",
  domain: "ai.onnx.ml",
  run: (call) => {
    const weights = weightsOf(call.attributes);
    if (call.attributes.text("post_transform", "NONE") !== "NONE")
      throw call.unsupported("has a post-transform");
    const scores = linear(call, weights);
    const output = call.fresh("float32", [scores.length / weights.outputs, weights.outputs]);
    output.data.set(scores);
    return [output];
  },
  expand: (call) => [expandLinear(call, weightsOf(call.attributes))],
  examples: [
    {
      inputs: ["4x3"],
      attributes: { coefficients: [0.5, -1, 2, 0, 1, 0.25], intercepts: [0.5, -0.5], targets: 2 },
      floats: ["coefficients", "intercepts"],
    },
  ],
};

const weightsOf = (attributes: Attributes): Parameters<typeof linear>[1] => ({
  coefficients: attributes.floats("coefficients") ?? [],
  intercepts: attributes.floats("intercepts") ?? [],
  outputs: attributes.int("targets", 1),
});

import { expandLinear, linear } from "../linear/linear.ts";
import { bothClasses, postTransformed, postTransformOf } from "../../trees/index.ts";
import type { Attributes } from "../attributes.ts";
import type { Operator } from "../operator.ts";
import { labelTensor } from "../trees/answers.ts";

/** Logistic regression and other linear models: labels, and scores after the post-transform. */
export const operator: Operator = {
  op: "LinearClassifier",
  domain: "ai.onnx.ml",
  run: (call) => {
    const { attributes } = call;
    const weights = weightsOf(attributes);
    const { outputs } = weights;
    const classes = classesOf(attributes);
    const post = postTransformOf(attributes.text("post_transform", "NONE"));
    const isOne = outputs === 1 && classes.length === 2;
    const raw = linear(call, weights);
    const rows = raw.length / outputs;
    const scores = call.fresh("float32", [rows, isOne ? 2 : outputs]);
    const labels: (string | number)[] = [];
    for (let row = 0; row < rows; row++) {
      const own = Array.from(raw.subarray(row * outputs, (row + 1) * outputs));
      const [first = 0] = own;
      const best = isOne
        ? Number(first > 0)
        : own.reduce((at, score, i) => (score > (own[at] ?? 0) ? i : at), 0);
      labels.push(classes[best] ?? 0);
      scores.data.set(
        isOne ? bothClasses(post, first, 0) : postTransformed(post, own),
        row * (isOne ? 2 : outputs),
      );
    }
    return [labelTensor(labels), scores];
  },
  expand: (call) => {
    const { attributes, emit } = call;
    const weights = weightsOf(attributes);
    const post = postTransformOf(attributes.text("post_transform", "NONE"));
    const scores = expandLinear(call, weights);
    // One number stands for [−s, s]; a softmax over [0, s] is the logistic of s.
    const both = (): string => emit.node("Concat", [emit.negate(scores), scores], { axis: 1 });
    const isOne = weights.outputs === 1;
    if (post === "none") return ["", isOne ? both() : scores];
    if (post === "softmax" && !isOne) return ["", emit.node("Softmax", [scores], { axis: 1 })];
    if (post === "logistic") return ["", emit.node("Sigmoid", [isOne ? both() : scores])];
    throw call.none(`has the post-transform ${post}`);
  },
  examples: [
    {
      inputs: ["4x2"],
      outputs: 2,
      attributes: {
        coefficients: [0.5, -1, 2, 0.25, 1, 0.75],
        intercepts: [0.5, -0.5, 0],
        classlabels_ints: [0, 1, 2],
        post_transform: "SOFTMAX",
      },
      floats: ["coefficients", "intercepts"],
    },
    {
      inputs: ["4x2"],
      outputs: 2,
      attributes: {
        coefficients: [0.5, -1, -0.5, 1],
        intercepts: [0.25, -0.25],
        classlabels_ints: [0, 1],
        post_transform: "LOGISTIC",
      },
      floats: ["coefficients", "intercepts"],
    },
    {
      inputs: ["4x2"],
      outputs: 2,
      attributes: {
        coefficients: [0.5, -1, 2, 0.25, 1, 0.75],
        intercepts: [0.5, -0.5, 0],
        classlabels_ints: [4, 6, 8],
      },
      floats: ["coefficients", "intercepts"],
    },
  ],
};

const classesOf = (attributes: Attributes): readonly (string | number)[] =>
  attributes.texts("classlabels_strings") ?? attributes.ints("classlabels_ints") ?? [];

function weightsOf(attributes: Attributes): Parameters<typeof linear>[1] {
  const coefficients = attributes.floats("coefficients") ?? [];
  const intercepts = attributes.floats("intercepts") ?? [];
  return { coefficients, intercepts, outputs: Math.max(1, intercepts.length) };
}

import { defineErrors } from "../errors/index.ts";

/** What can be wrong with a model, or with what is asked of one. */
export const modelsErrors = defineErrors("models", {
  notReadable: {
    summary: "The file is not an ONNX model, or is damaged.",
    remedy: "Export the model again, and check it with `bartizan scan`.",
    exit: 2,
  },
  tooLarge: {
    summary: "The model, or a value it computes, is larger than the limit.",
    remedy: "Use a smaller model or fewer rows at a time.",
    exit: 2,
  },
  externalData: {
    summary: "The model's weights are in another file that was not given or does not fit.",
    remedy: "Keep the weights beside the model under the name it gives, or save the model in one file.",
    exit: 2,
  },
  unsupportedOperator: {
    summary: "The model uses an operator, or a form of one, that cannot be computed here.",
    remedy: "Use a runtime that knows the operator, or export the model without it.",
    exit: 2,
  },
  noGradient: {
    summary: "The gradient of the model cannot be built.",
    remedy: "Use attacks that ask for scores or labels only: they need no gradient.",
    exit: 2,
  },
  gradientWrong: {
    summary: "The gradient that was built disagrees with finite differences of the model.",
    remedy: "Use attacks that ask for scores or labels only, and report the model's operators to us.",
    exit: 3,
  },
  wrongInput: {
    summary: "The rows do not fit what the model takes.",
    remedy: "Give as many numbers a row as the model's input has, in its order.",
    exit: 2,
  },
  wrongOutput: {
    summary: "The model's outputs cannot be read as labels, scores, vectors or values.",
    remedy: "Name the output to read.",
    exit: 2,
  },
  noRuntime: {
    summary: "The runtime that was named is not there or cannot run the model.",
    remedy: "Install it, name another one, or name none.",
    exit: 2,
  },
  runFailed: {
    summary: "The runtime failed while it ran the model.",
    remedy: "Check that the rows have the shape and the values the model was trained on.",
    exit: 3,
  },
  notTrees: {
    summary: "The model is not a tree ensemble that can be read as boxes.",
    remedy:
      "Give a model of one TreeEnsemble operator on its input, as converters of boosted trees write it.",
    exit: 2,
  },
});

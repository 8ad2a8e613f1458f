import { defineErrors } from "../../errors/index.ts";

export const extractionErrors = defineErrors("extraction", {
  seeds: {
    summary: "The attacker's own rows do not fit the model.",
    remedy: "Give at least one row as wide as the model's input, of numbers.",
    exit: 2,
  },
  checkpoints: {
    summary: "The numbers of queries to compare copies at cannot be used.",
    remedy: "Give whole numbers from 1 on that grow.",
    exit: 2,
  },
  needsCopy: {
    summary: "The way to choose queries needs a copy with gradients.",
    remedy: "Use a copy that is a network, or another way to choose queries.",
    exit: 2,
  },
  output: {
    summary: "The model answers with something a copy cannot be trained on.",
    remedy: "Copies are trained on labels or scores of classes.",
    exit: 2,
  },
  answers: {
    summary: "The model answered another number of rows than it was asked for.",
    remedy: "Check the endpoint's adapter: every row needs its answer, in order.",
    exit: 3,
  },
  tooFewAnswers: {
    summary: "The model gave too few answers to train a copy on.",
    remedy: "Look at what the endpoint answered: rows whose answer is no number cannot be learned from.",
    exit: 3,
  },
});

import { defineErrors } from "../../errors/index.ts";

export const robustnessErrors = defineErrors("robustness", {
  unknownFeature: {
    summary: "A rule speaks of a feature that the model's rows do not have.",
    remedy: "Use the names of the model's input, or positions from 0 where it names none.",
    exit: 2,
  },
  rule: {
    summary: "A rule of what an attacker may do to a feature cannot be used.",
    remedy: "Correct the rule in the manifest.",
    exit: 2,
  },
  access: {
    summary: "The attack needs more of the model than it shows.",
    remedy:
      "Use an attack for labels where the model tells labels only, and gradient attacks on local files.",
    exit: 2,
  },
  answers: {
    summary: "The model answered another number of rows than it was asked for.",
    remedy: "Check the endpoint's adapter: every row needs its answer, in order.",
    exit: 3,
  },
});

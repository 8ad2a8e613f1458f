import { defineErrors } from "../../errors/index.ts";

export const injectionErrors = defineErrors("injection", {
  badSettings: {
    summary: "The settings of the injection detector are not valid.",
    remedy:
      "Give `thresholds` (user, document, tool; each above 0 and at most 1), `model` (a folder made by training) or `withoutRules` (names of rules); nothing else.",
    exit: 2,
  },
  badModel: {
    summary: "The folder does not hold a model this version can use.",
    remedy: "Name a folder with model.json and weights.bin as training writes them, or train again.",
    exit: 2,
  },
  badExample: {
    summary: "A line of the labelled traffic cannot be used.",
    remedy: 'Each line is a JSON object: {"text": …, "label": 0 or 1, "role": "user", "document" or "tool"}.',
    exit: 2,
  },
  tooFewExamples: {
    summary: "There is too little labelled traffic for what was asked.",
    remedy: "Collect more examples of the kind the message names, or ask for a higher false-alarm rate.",
    exit: 2,
  },
});

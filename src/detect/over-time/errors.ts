import { defineErrors } from "../../errors/index.ts";

export const overTimeErrors = defineErrors("over-time", {
  unknownKey: {
    summary: "The settings of a detector that remembers have a key it does not know.",
    remedy: "Remove the key, or correct it.",
    exit: 2,
  },
  missingField: {
    summary: "The settings of a detector that remembers lack something.",
    remedy: "Add what the message names.",
    exit: 2,
  },
  wrongType: {
    summary: "A value in the settings of a detector that remembers is of another kind than needed.",
    remedy: "Give the kind of value the message names.",
    exit: 2,
  },
  badValue: {
    summary: "A value in the settings of a detector that remembers is not possible.",
    remedy: "Correct the value; the message says what it may be.",
    exit: 2,
  },
  badProfile: {
    summary: "The feature profile that a policy names cannot be read.",
    remedy:
      "Name a file that `bartizan guard profile` wrote; its path counts from where the guard is started.",
    exit: 2,
  },
  severalProblems: {
    summary: "Several things are wrong in the settings of a detector that remembers.",
    remedy: "Each line names one.",
    exit: 2,
  },
});

import { defineErrors } from "../../errors/index.ts";

export const remoteErrors = defineErrors("remote-detector", {
  unknownKey: {
    summary: "The settings of a remote detector have a key it does not know.",
    remedy: "Remove the key, or correct it.",
    exit: 2,
  },
  missingField: {
    summary: "A remote detector lacks something it needs.",
    remedy: "Add what the message names; every remote detector needs an `endpoint`.",
    exit: 2,
  },
  wrongType: {
    summary: "A value in the settings of a remote detector is of another kind than needed.",
    remedy: "Give the kind of value the message names.",
    exit: 2,
  },
  badValue: {
    summary: "A value in the settings of a remote detector is not possible.",
    remedy: "Correct the value; the message says what it may be.",
    exit: 2,
  },
  severalProblems: {
    summary: "Several things are wrong in the settings of a remote detector.",
    remedy: "Each line names one.",
    exit: 2,
  },
  noAnswer: {
    summary: "The model a remote detector asks could not be reached, or said that it failed.",
    remedy: "Look at the server the endpoint names; until it answers, the detector's `onError` holds.",
    exit: 3,
  },
  badAnswer: {
    summary: "The model a remote detector asks answered in a form that cannot be read.",
    remedy: "Compare the answer of the server with the detector's settings.",
    exit: 3,
  },
  tooLong: {
    summary: "A text is longer than the detector may ask about.",
    remedy: "Raise `windows.most`, or refuse texts of that length by a rule of the policy.",
    exit: 3,
  },
});

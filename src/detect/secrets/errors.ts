import { defineErrors } from "../../errors/index.ts";

export const secretsErrors = defineErrors("secrets", {
  unknownKey: {
    summary: "The settings of the secrets detector have a key we do not know.",
    remedy: "It takes `withoutRules` and `leastScore`.",
    exit: 2,
  },
  missingField: {
    summary: "The settings of the secrets detector lack something.",
    remedy: "Write `{ withoutRules: [generic-password], leastScore: 0.7 }`, or no settings at all.",
    exit: 2,
  },
  wrongType: {
    summary: "A value in the settings of the secrets detector is of another kind than needed.",
    remedy: "`withoutRules` is a list of rule ids, `leastScore` a number from 0 to 1.",
    exit: 2,
  },
  badValue: {
    summary: "A value in the settings of the secrets detector is not possible.",
    remedy: "`withoutRules` names rules that exist, `leastScore` lies from 0 to 1.",
    exit: 2,
  },
  severalProblems: {
    summary: "Several things are wrong in the settings of the secrets detector.",
    remedy: "Each line names one.",
    exit: 2,
  },
});

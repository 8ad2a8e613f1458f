import { defineErrors } from "../../errors/index.ts";

export const personalDataErrors = defineErrors("personal-data", {
  unknownKey: {
    summary: "The settings of the personal data detector have a key we do not know.",
    remedy: "It takes `types`, `minimumScore` and `locales`.",
    exit: 2,
  },
  missingField: {
    summary: "The settings of the personal data detector lack something.",
    remedy: "Write `{ types: { exclude: [email] }, minimumScore: 0.6 }`, or no settings at all.",
    exit: 2,
  },
  wrongType: {
    summary: "A value in the settings of the personal data detector is of another kind than needed.",
    remedy:
      "`types` holds lists `include` and `exclude`, `minimumScore` is a number, `locales` a list of countries.",
    exit: 2,
  },
  badValue: {
    summary: "A value in the settings of the personal data detector is not possible.",
    remedy: "The types are listed in docs/reference/personal-data.md; `minimumScore` lies from 0 to 1.",
    exit: 2,
  },
  severalProblems: {
    summary: "Several things are wrong in the settings of the personal data detector.",
    remedy: "Each line names one.",
    exit: 2,
  },
});

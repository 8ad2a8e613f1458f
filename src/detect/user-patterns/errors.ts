import { defineErrors } from "../../errors/index.ts";

export const userPatternsErrors = defineErrors("user-patterns", {
  unknownKey: {
    summary: "The settings of the pattern detector have a key we do not know.",
    remedy: "A pattern has id, pattern, category, score, description and examples.",
    exit: 2,
  },
  missingField: {
    summary: "A pattern lacks something it must say.",
    remedy: "Each pattern has at least an `id` and a `pattern`.",
    exit: 2,
  },
  wrongType: {
    summary: "A value in the settings of the pattern detector is of another kind than needed.",
    remedy: "Compare it with `{ patterns: [{ id: staff-number, pattern: 'EMP-[0-9]{6}' }] }`.",
    exit: 2,
  },
  badValue: {
    summary: "A value in the settings of the pattern detector is not possible.",
    remedy: "Ids are kebab-case and unique; scores lie above 0 and at most at 1.",
    exit: 2,
  },
  severalProblems: {
    summary: "Several things are wrong in the settings of the pattern detector.",
    remedy: "Each line names one.",
    exit: 2,
  },
});

import { defineErrors } from "../../errors/index.ts";

export const protectedCorpusErrors = defineErrors("protected-corpus", {
  unknownKey: {
    summary: "The settings of the detector for protected texts have a key we do not know.",
    remedy: "The keys are `corpus`, a file of `bartizan guard corpus`, and `key`.",
    exit: 2,
  },
  missingField: {
    summary: "The settings of the detector for protected texts lack something.",
    remedy:
      "Give `corpus`, a file of `bartizan guard corpus`, and `key`, the secret it was built with (`env:NAME`).",
    exit: 2,
  },
  wrongType: {
    summary: "A value in the settings of the detector for protected texts is of another kind than needed.",
    remedy: "`corpus` and `key` are texts; the key has sixteen characters at least, or is `env:NAME`.",
    exit: 2,
  },
  badValue: {
    summary: "The corpus file cannot be used.",
    remedy: "Build it again with `bartizan guard corpus`, with the same key as in the settings.",
    exit: 2,
  },
  severalProblems: {
    summary: "Several things are wrong in the settings of the detector for protected texts.",
    remedy: "Each line names one.",
    exit: 2,
  },
});

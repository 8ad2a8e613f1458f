import { defineErrors } from "../../errors/index.ts";

const limits =
  "Patterns have at most 1000 characters and match at most 1024; a policy has at most 200 of them.";

/** What can be wrong with a pattern that someone wrote. */
export const patternsErrors = defineErrors("patterns", {
  badSyntax: {
    summary: "A pattern cannot be read.",
    remedy:
      "Write it in RE2 syntax (https://github.com/google/re2/wiki/Syntax): without look-around and back-references.",
    exit: 2,
  },
  unboundedRepeat: {
    summary: "A pattern has a repeat without an upper bound.",
    remedy: "Write `{1,64}` for `+`, `{0,64}` for `*`: a stream must know how much of it to hold.",
    exit: 2,
  },
  anchored: {
    summary: "A pattern asks for the beginning or end of the text or of a line.",
    remedy: "Leave out `^`, `$`, `\\A` and `\\z`: a stream has no end to look for. `\\b` may stay.",
    exit: 2,
  },
  matchesNothing: {
    summary: "A pattern also matches the empty text.",
    remedy: "Make at least one part of it obligatory.",
    exit: 2,
  },
  tooLarge: { summary: "A pattern, or all of them together, cost too much.", remedy: limits, exit: 2 },
  exampleFails: {
    summary: "A pattern does not do on its examples what they say.",
    remedy: "Correct the pattern or the example.",
    exit: 2,
  },
});

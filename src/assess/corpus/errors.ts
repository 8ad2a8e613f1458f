import { defineErrors } from "../../errors/index.ts";

export const corpusErrors = defineErrors("corpus", {
  pack: {
    summary: "An attack pack cannot be used as it is.",
    remedy: "Correct the named file of the pack, or go back to the version that came with the program.",
    exit: 2,
  },
  template: {
    summary: "A text of an attack pack has a placeholder or section that cannot be filled.",
    remedy: "Use facts that the pack declares, `canary.left`, `canary.right`, and sections that are closed.",
    exit: 2,
  },
  fact: {
    summary: "A fact of the system cannot be put into a text.",
    remedy: "Give the fact as plain text without `{{` or `}}`.",
    exit: 2,
  },
  canarySent: {
    summary: "A case would send the joined canary, so that an answer proved nothing.",
    remedy: "Let the pack's text hold `{{canary.left}}` and `{{canary.right}}` apart from each other.",
    exit: 4,
  },
});

import { defineErrors } from "../errors/index.ts";

export const threatsErrors = defineErrors("threats", {
  unknownPath: {
    summary: "A threat rule asks for a fact that no manifest can state.",
    remedy: "Use a path of the rule's scope; docs/how-to/write-a-threat-rule.md lists them.",
    exit: 2,
  },
  impossibleValue: {
    summary: "A threat rule compares a fact with a value it can never have.",
    remedy: "Use one of the values the manifest's schema allows, and a comparison that fits its type.",
    exit: 2,
  },
  badReach: {
    summary: "The `reach` of a threat rule does not say from where to where.",
    remedy: "Give `from` and `to`: conditions on a component, or `self`.",
    exit: 2,
  },
  severalProblems: {
    summary: "The threat rules have several problems.",
    remedy: "Correct each of the places listed.",
    exit: 2,
  },
});

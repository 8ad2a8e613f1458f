import type { UnitOutcome } from "../../contracts/index.ts";

/** What became of a unit of a check on a model, as a person says it. */
export const unitWord: Readonly<Record<UnitOutcome, string>> = {
  "clean-wrong": "wrong before any attack",
  success: "attack succeeded",
  "failed-within-budget": "held within the budget",
  refused: "no answer",
  "init-failed": "attack could not start",
  measured: "measured",
};

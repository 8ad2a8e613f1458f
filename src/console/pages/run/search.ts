import type { RawSearch } from "../../console-page.ts";

export function readSearch(raw: RawSearch) {
  return {
    /** `findings`, `trials`, `comparison`, `caveats`; nothing is the results. */
    view: raw["view"],
    check: raw["check"],
    arm: raw["arm"],
    outcome: raw["outcome"],
    technique: raw["technique"],
    intent: raw["intent"],
    q: raw["q"],
    /** The open drawer: a trial's ledger entry. */
    trial: raw["trial"],
    /** The open drawer: a row of a check on a model. */
    example: raw["example"],
    baseline: raw["baseline"],
  };
}

import type { TriagedFinding } from "../../contracts/index.ts";
import { day } from "../words/date.ts";

/** Where a finding stands, in words: "accepted until 2026-12-31"; an acceptance past its date is open again. */
export function TriageWord({ finding }: { readonly finding: Pick<TriagedFinding, "triage" | "expired"> }) {
  const { triage, expired } = finding;
  switch (triage.state) {
    case "open":
      return "open";
    case "accepted":
      return expired
        ? `open: accepted until ${day(triage.until)}, passed`
        : `accepted until ${day(triage.until)}`;
    case "false-positive":
      return "false positive";
    case "fixed":
      return "fixed";
    default:
      return triage satisfies never;
  }
}

import type { Triage } from "../../contracts/index.ts";

/** The form as it stands, complete or not. */
export interface TriageDraft {
  readonly state: Triage["state"];
  /** `YYYY-MM-DD`, the last day on which an acceptance holds. */
  readonly until: string;
  readonly reason: string;
}

/** The decision, once everything it needs is there; every decision but "open" needs a reason. */
export function triageOf(draft: TriageDraft, by: string): Triage | undefined {
  const reason = draft.reason.trim();
  if (draft.state === "open") return { state: "open" };
  if (reason === "") return undefined;
  if (draft.state !== "accepted") return { state: draft.state, by, reason };
  return /^\d{4}-\d{2}-\d{2}$/.test(draft.until)
    ? { state: "accepted", by, until: draft.until, reason }
    : undefined;
}

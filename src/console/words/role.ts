import type { PersonRole } from "../../contracts/index.ts";

const rank: Readonly<Record<PersonRole, number>> = { viewer: 0, analyst: 1, approver: 2, admin: 3 };

/** What the buttons allow. The server decides again, for itself, on every request. */
export function may(role: PersonRole, act: "triage" | "accept-risk"): boolean {
  return rank[role] >= (act === "triage" ? rank.analyst : rank.approver);
}

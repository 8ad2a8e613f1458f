import type { Finding, Triage, TriagedFinding } from "../../contracts/index.ts";

const day = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Puts people's decisions beside the findings they are about. An acceptance holds to the end of its day
 * (UTC); past it, the finding counts as open again and is marked `expired`.
 *
 * @param now milliseconds since the epoch
 * @example applyTriage(findings, await readTriageFile("bartizan.triage.yaml"), clock.now())
 */
export function applyTriage(
  findings: readonly Finding[],
  triage: ReadonlyMap<string, Triage>,
  now: number,
): TriagedFinding[] {
  return findings.map((finding) => {
    const decision = triage.get(finding.id) ?? { state: "open" as const };
    return { ...finding, triage: decision, expired: isExpired(decision, now) };
  });
}

/** Whether an acceptance has passed its date. */
export const isExpired = (triage: Triage, now: number): boolean =>
  triage.state === "accepted" && !(now < endOf(triage.until));

/** The moment an acceptance ends; a date that cannot be read has ended. */
function endOf(until: string): number {
  const parsed = Date.parse(day.test(until) ? `${until}T00:00:00.000Z` : until);
  if (Number.isNaN(parsed)) return Number.NEGATIVE_INFINITY;
  return day.test(until) ? parsed + 24 * 60 * 60 * 1000 : parsed;
}

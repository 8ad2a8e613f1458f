import type { GuardDecisionLine, GuardDecisionQuery } from "../../../contracts/index.ts";

/** The lines that fit, in the order given. */
export function narrowDecisions(
  lines: readonly GuardDecisionLine[],
  query: Omit<GuardDecisionQuery, "offset" | "limit">,
): readonly GuardDecisionLine[] {
  const { action, rule, route, only } = query;
  const who = query.principal?.toLowerCase();
  const from = query.from === undefined ? undefined : Date.parse(query.from);
  const until = query.until === undefined ? undefined : Date.parse(query.until);
  return lines.filter((line) => {
    const at = Date.parse(line.at);
    return (
      (action === undefined || line.action === action) &&
      (rule === undefined || line.rules.some((hit) => hit.rule === rule)) &&
      (route === undefined || line.route === route) &&
      (who === undefined ||
        [line.principal.id, line.team, line.key].some((name) => name?.toLowerCase().includes(who))) &&
      (from === undefined || at >= from) &&
      (until === undefined || at < until) &&
      (only === undefined || line.breakGlass !== undefined || line.opened.length > 0)
    );
  });
}

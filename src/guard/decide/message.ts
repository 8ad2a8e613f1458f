import type { Decision } from "../../contracts/index.ts";
import type { Policy } from "../document/policy.ts";

/** What a client is told of a decision: the sentence of the strictest enforced rule that has one. */
export function clientMessage(policy: Policy, decision: Pick<Decision, "hits" | "action">): string {
  const acting = decision.hits.filter(
    ({ mode, excepted, action }) =>
      mode === "enforce" && excepted === undefined && action === decision.action,
  );
  for (const hit of acting) {
    const message = policy.rules.find(({ id }) => id === hit.rule)?.message;
    if (message !== undefined) return message;
  }
  const [first] = acting;
  if (decision.action === "require-approval") return "This needs the approval of a person first.";
  return first === undefined ? "Allowed." : `Refused by policy ${policy.stamp.id}, rule ${first.rule}.`;
}

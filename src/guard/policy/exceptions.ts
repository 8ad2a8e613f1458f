import { endOf } from "../document/moment.ts";
import type { Policy } from "../document/policy.ts";

export interface ExceptionStanding {
  readonly id: string;
  readonly rule: string;
  readonly approver: string;
  readonly until: string;
  readonly expired: boolean;
  /** Whole days left; 0 on the last day and after. */
  readonly daysLeft: number;
}

/** How the exceptions of a policy stand: an expired one has no effect and should be taken out. */
export function exceptionStandings(policy: Policy, now: number): ExceptionStanding[] {
  return policy.exceptions
    .map(({ id, rule, approver, until }) => {
      const left = endOf(until) - now;
      return {
        id,
        rule,
        approver,
        until,
        expired: left <= 0,
        daysLeft: Math.max(0, Math.floor(left / 86_400_000)),
      };
    })
    .sort((a, b) => a.daysLeft - b.daysLeft || (a.id < b.id ? -1 : 1));
}

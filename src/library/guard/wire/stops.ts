import type { Decision } from "../../../contracts/index.ts";
import { problem, WireError } from "../../../gateway/problems/index.ts";

const stopping: ReadonlySet<Decision["action"]> = new Set(["block", "require-approval"]);

export const isStopped = ({ action }: Pick<Decision, "action">): boolean => stopping.has(action);

/** Ids of the enforced rules that stopped it, strictest first. */
export function stoppingRules({ hits }: Decision): readonly string[] {
  const acting = hits.filter(
    ({ mode, excepted, action }) => mode === "enforce" && excepted === undefined && stopping.has(action),
  );
  return [...new Set(acting.map(({ rule }) => rule))];
}

/** A stop as the client is told of it: the policy's sentence, rules and ids, never content. */
export function stopError(decision: Decision, message: string): WireError {
  const kind = decision.action === "require-approval" ? "approval-required" : "blocked";
  return new WireError(problem(kind, message, { decision: decision.id, rules: stoppingRules(decision) }));
}

/** Nothing passes without a decision. */
export const guardFailed = (cause: unknown): WireError =>
  new WireError(
    problem("unavailable", "The guard could not decide, and nothing passes without its decision.", {
      code: "bartizan_guard_failed",
    }),
    { cause },
  );

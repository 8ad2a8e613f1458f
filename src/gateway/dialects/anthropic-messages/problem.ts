import type { JsonObject } from "../../../contracts/index.ts";
import type { Problem, ProblemKind } from "../../problems/index.ts";
import type { Reply } from "../dialect.ts";

const types: Readonly<Record<ProblemKind, string>> = {
  blocked: "permission_error",
  "approval-required": "permission_error",
  "bad-request": "invalid_request_error",
  unauthenticated: "authentication_error",
  forbidden: "permission_error",
  "not-found": "not_found_error",
  "too-large": "request_too_large",
  limited: "rate_limit_error",
  "upstream-failed": "api_error",
  "upstream-timeout": "timeout_error",
  unavailable: "overloaded_error",
  internal: "api_error",
};

/** The error object of the Messages API; what is ours beyond it stands beside its message. */
export function anthropicError(problem: Problem): JsonObject {
  const { message, code, kind, at, exchange, decision, rules } = problem;
  return {
    type: "error",
    error: {
      type: types[kind],
      message,
      code,
      ...(at === undefined ? {} : { param: at }),
      bartizan: { exchange, decision, rules: rules ?? [] },
    },
    ...(exchange === undefined ? {} : { request_id: exchange }),
  };
}

export const anthropicProblem = (problem: Problem): Reply => ({
  status: problem.status,
  body: anthropicError(problem),
});

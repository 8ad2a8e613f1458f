import type { JsonObject } from "../../contracts/index.ts";
import type { Reply } from "../dialects/dialect.ts";
import type { Problem, ProblemKind } from "../problems/index.ts";

const types: Readonly<Record<ProblemKind, string>> = {
  blocked: "policy_violation",
  "approval-required": "policy_violation",
  "bad-request": "invalid_request_error",
  unauthenticated: "authentication_error",
  forbidden: "permission_error",
  "not-found": "invalid_request_error",
  "too-large": "invalid_request_error",
  limited: "rate_limit_error",
  "upstream-failed": "upstream_error",
  "upstream-timeout": "upstream_error",
  unavailable: "server_error",
  internal: "server_error",
};

/** The error object of the OpenAI protocol; what is ours beyond it stands under `bartizan`. */
export function openAiError(problem: Problem): JsonObject {
  const { message, code, kind, at, exchange, decision, rules } = problem;
  return {
    error: {
      message,
      type: types[kind],
      param: at ?? null,
      code,
      bartizan: { exchange, decision, rules: rules ?? [] },
    },
  };
}

/** A problem as an answer in the OpenAI protocol. */
export const openAiProblem = (problem: Problem): Reply => ({
  status: problem.status,
  body: openAiError(problem),
});

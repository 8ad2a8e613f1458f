import type { JsonObject } from "../../../contracts/index.ts";
import type { Problem, ProblemKind } from "../../problems/index.ts";
import type { ReadRequest, Reply } from "../dialect.ts";
import { askedWith } from "./asked.ts";
import type { RpcId } from "./message.ts";

/** Codes of JSON-RPC 2.0, section 5.1; those of our own lie in the range it leaves to servers. */
const codes: Readonly<Record<ProblemKind, number>> = {
  blocked: -32_050,
  "approval-required": -32_051,
  "bad-request": -32_600,
  unauthenticated: -32_052,
  forbidden: -32_053,
  "not-found": -32_601,
  "too-large": -32_600,
  limited: -32_054,
  "upstream-failed": -32_055,
  "upstream-timeout": -32_055,
  unavailable: -32_055,
  internal: -32_603,
};

/** A problem as the answer to a request. */
export function mcpError(problem: Problem, id: RpcId | null): JsonObject {
  const { kind, message, code, exchange, decision, rules, at } = problem;
  const data = { code, exchange, decision, rules: rules ?? [], at };
  return { jsonrpc: "2.0", id, error: { code: codes[kind], message, data } };
}

/**
 * A problem as an answer of its own. What policy stopped is an ordinary answer, so that clients raise it for the
 * one request and keep their session; everything else keeps its HTTP status.
 */
export function mcpProblem(problem: Problem, request?: ReadRequest): Reply {
  const { id } = askedWith(request);
  const stopped = problem.kind === "blocked" || problem.kind === "approval-required";
  const status = stopped && id !== undefined ? 200 : problem.status;
  return { status, body: mcpError(problem, id ?? null) };
}

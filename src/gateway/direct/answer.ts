import type { ServerResponse } from "node:http";
import type { Reply } from "../dialects/index.ts";
import { recordOf, type Account, type GatewayContext } from "../exchange/index.ts";
import { writeReply } from "../http/index.ts";
import { openAiProblem } from "../openai/index.ts";
import { problem, WireError } from "../problems/index.ts";

/** Runs the work of an endpoint of the gateway's own, records it, and answers. Never throws. */
export async function answerDirectly(
  { ports, config }: GatewayContext,
  response: ServerResponse,
  dialect: Account["dialect"],
  work: (account: Account) => Promise<Reply>,
): Promise<void> {
  const account: Account = {
    id: ports.newId(),
    dialect,
    startedAt: ports.now(),
    mode: "check",
    attempts: 0,
    streamed: false,
    status: 200,
    outcome: "checked",
    uninspected: new Set(),
  };
  ports.observe({ kind: "started", dialect: dialect.id });
  let reply: Reply;
  let headers: Readonly<Record<string, string>> = {};
  try {
    reply = await work(account);
  } catch (error) {
    const told = error instanceof WireError ? error.problem : problem("internal", "The check failed.");
    if (error instanceof WireError) headers = error.headers;
    if (error instanceof WireError && error.reason !== undefined) account.reason = error.reason;
    account.problem = { ...told, exchange: account.id };
    account.outcome = told.status >= 500 ? "failed" : "refused";
    reply = openAiProblem(account.problem);
  }
  account.status = reply.status;
  const record = recordOf(account, ports.now());
  ports.observe({ kind: "ended", record, guardMicros: account.guarding?.guardMicros ?? 0 });
  const kept = ports
    .record(record)
    .catch(() => ports.observe({ kind: "record-failed", exchange: account.id }));
  if (config.durable) await kept;
  writeReply(response, reply, { ...headers, "x-bartizan-exchange": account.id });
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { stages, type Decision, type GuardedExchange, type JsonValue } from "../../contracts/index.ts";
import { dialects, type PlacedPart, type ReadRequest } from "../dialects/index.ts";
import {
  guardedExchange,
  Guarding,
  identified,
  type Account,
  type GatewayContext,
} from "../exchange/index.ts";
import { requestBody } from "../http/index.ts";
import { applyEdits, objectOf } from "../parts/index.ts";
import { badRequest, problem, WireError } from "../problems/index.ts";
import { callerOf, nowhere } from "./caller.ts";
import { answerDirectly } from "./answer.ts";

const roles = ["system", "user", "assistant", "tool", "document"] as const;

/** Decide on one text. `messages` is read as a chat completion instead. */
const textSchema = z.strictObject({
  text: z.string(),
  role: z.enum(roles).default("user"),
  stage: z.enum(stages).optional(),
  /** The tool's name, the document's id. */
  source: z.string().max(256).optional(),
  model: z.string().max(256).optional(),
  session: z.string().max(256).optional(),
});

const stageOf = {
  system: "input",
  user: "input",
  assistant: "output",
  tool: "tool-result",
  document: "document",
} as const;

interface Asked {
  readonly read: Pick<ReadRequest, "model" | "session" | "context" | "parts" | "tools">;
  readonly direction: "request" | "response";
}

/** `POST /v1/check`: text or messages in, decision out; nothing is forwarded. */
export const answerCheck = (
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> =>
  answerDirectly(context, response, { id: "check", operation: "check" }, async (account) => {
    const { ports, config } = context;
    const caller = callerOf(request, "/v1/check");
    const identity = await identified(ports, caller);
    const { value, bytes } = await requestBody(request, config.limits);
    const { read, direction } = readCheck(value);
    const exchange = guardedExchange(account.id, read, { identity, caller, route: nowhere("check"), ports });
    const guarding = new Guarding(ports, {
      deadlineMs: config.guardSeconds * 1_000,
      mirror: true,
      exchange: account.id,
    });
    account.guarding = guarding;
    const decision = await decide(account, guarding, exchange, { read, direction, bytes: bytes.length });
    if (value !== undefined) applyEdits(value, read.parts, decision.edits);
    return { status: 200, body: checkBody(account.id, decision, value ?? null) };
  });

async function decide(
  account: Account,
  guarding: Guarding,
  exchange: GuardedExchange,
  { read, direction, bytes }: Asked & { readonly bytes: number },
): Promise<Decision> {
  const nothing = { exchange, parts: [], tools: read.tools, bytes };
  const request = direction === "request" ? { ...nothing, parts: read.parts } : nothing;
  account.request = request;
  if (direction === "response") account.response = { parts: read.parts, bytes };
  const { decision } = await (account.response === undefined
    ? guarding.request(request)
    : guarding.response(request, account.response));
  if (decision === undefined) {
    throw new WireError(
      problem("unavailable", "The guard could not decide.", { code: "bartizan_guard_failed" }),
    );
  }
  return decision;
}

function readCheck(value: JsonValue | undefined): Asked {
  const body = objectOf(value);
  if (body?.["messages"] !== undefined) return { read: readMessages(body), direction: "request" };
  const checked = textSchema.safeParse(value ?? {});
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw badRequest(
      issue?.message ?? "The body must have `text` or `messages`.",
      `/${(issue?.path ?? []).join("/")}`,
    );
  }
  const { text, role, source, model, session } = checked.data;
  const stage = checked.data.stage ?? stageOf[role];
  const part: PlacedPart = { at: "/text", stage, role, text, ...(source === undefined ? {} : { source }) };
  const context = {
    instructions: role === "system" ? [text] : [],
    userTexts: role === "user" ? [text] : [],
    tools: [],
  };
  return {
    read: {
      parts: [part],
      tools: [],
      context,
      ...(model === undefined ? {} : { model }),
      ...(session === undefined ? {} : { session }),
    },
    direction: stage === "output" || stage === "tool-call" ? "response" : "request",
  };
}

function readMessages(body: JsonValue): Asked["read"] {
  const chat = dialects.find(({ id }) => id === "openai-chat");
  if (chat === undefined) throw badRequest("`messages` cannot be read here.");
  // Nothing is forwarded: what cannot be inspected does no harm.
  const allowed = new Set(["image", "audio", "file", "unknown"] as const);
  return chat.readRequest({
    method: "POST",
    path: "/v1/chat/completions",
    query: "",
    headers: {},
    body,
    allowed,
  });
}

function checkBody(exchange: string, decision: Decision, edited: JsonValue): JsonValue {
  const { id, at, direction, action, wouldBe, policy, hits, signals, edits, failures, stateful } = decision;
  const said = { id, at, direction, action, wouldBe, policy, hits, signals, failures, stateful };
  const text = objectOf(edited)?.["text"];
  const changed = edits.length === 0 ? {} : text === undefined ? { edited } : { edited: text };
  // Safe: decisions are plain data, and this writes them as JSON.
  return JSON.parse(
    JSON.stringify({ schemaVersion: "bartizan.check/v1", exchange, decision: said, ...changed }),
  ) as JsonValue;
}

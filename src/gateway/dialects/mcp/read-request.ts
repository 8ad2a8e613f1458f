import { PartList, stringOf, Uninspected } from "../../parts/index.ts";
import { badRequest } from "../../problems/index.ts";
import type { RawRequest, ReadRequest } from "../dialect.ts";
import { note, type Asked } from "./asked.ts";
import { rpcMessage, type RpcMessage } from "./message.ts";
import { MessageReader } from "./read-message.ts";

const path = /^\/mcp(\/[A-Za-z0-9][A-Za-z0-9._-]{0,63})?$/;

/** What stands for the model of a path: `mcp`, or `mcp/<server>`. */
export const serverOf = (requested: string): string | undefined =>
  path.test(requested) ? requested.slice(1) : undefined;

/** Methods that may be asked twice. */
const repeatable =
  /^(?:ping|(?:tools|prompts|resources|resources\/templates)\/list|prompts\/get|resources\/read|completion\/complete)$/;

/** Reads what a client sends: one message, or the wish to listen (GET), or the end of a session (DELETE). */
export function readMcpRequest(raw: RawRequest): ReadRequest {
  if (raw.method !== "POST") {
    if (raw.body !== undefined) throw badRequest("This request has no body.", "");
    return asRead(raw, new PartList(), { listening: raw.method === "GET" }, raw.method === "GET");
  }
  const message = rpcMessage(raw.body);
  if (typeof message === "string") throw badRequest(`The body ${message}.`, "");
  const list = new PartList();
  const uninspected = new Uninspected(raw.allowed);
  new MessageReader(list, uninspected, "client").message(message);
  const again = message.kind === "request" && repeatable.test(message.method);
  return asRead(raw, list, { ...askedBy(message), listening: false }, again, uninspected);
}

function askedBy(message: RpcMessage): Omit<Asked, "listening"> {
  if (message.kind !== "request") return {};
  const tool = message.method === "tools/call" ? stringOf(message.params["name"]) : undefined;
  return { id: message.id, ...(tool === undefined ? {} : { tool }) };
}

function asRead(
  raw: RawRequest,
  list: PartList,
  asked: Asked,
  again: boolean,
  uninspected?: Uninspected,
): ReadRequest {
  const session = raw.headers["mcp-session-id"];
  const model = serverOf(raw.path);
  const told = list.parts.filter(({ role }) => role === "user").map(({ text }) => text);
  const request: ReadRequest = {
    target: raw.query,
    ...(model === undefined ? {} : { model }),
    ...(session === undefined ? {} : { session }),
    stream: asked.listening,
    maxOutputTokens: 0,
    parts: list.parts,
    tools: [],
    context: { instructions: [], userTexts: told, tools: [] },
    uninspected: [...(uninspected?.kinds ?? [])],
    repeatable: again,
  };
  return note(request, asked);
}

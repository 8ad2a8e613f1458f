import type { JsonValue } from "../../../contracts/index.ts";
import { PartList, Uninspected } from "../../parts/index.ts";
import { readAnswer, unreadableAnswer } from "../../problems/index.ts";
import type { ReadRequest, ReadResponse, UninspectedKind } from "../dialect.ts";
import { askedWith, type Asked } from "./asked.ts";
import { rpcMessage, type RpcMessage } from "./message.ts";
import { MessageReader } from "./read-message.ts";

/** Reads one message of the server. @throws WireError when it is none, or answers what was not asked */
export function readServerMessage(
  value: JsonValue | undefined,
  asked: Asked,
  allowed: ReadonlySet<UninspectedKind>,
): { readonly message: RpcMessage; readonly read: ReadResponse } {
  const message = rpcMessage(value);
  if (typeof message === "string") throw unreadableAnswer(`A message of the server ${message}.`);
  const answers = message.kind === "result" || message.kind === "error";
  // Whoever resumes a stream hears answers to requests made on another one.
  if (answers && !asked.listening && message.id !== asked.id) {
    throw unreadableAnswer("The server answers a request that was not made.");
  }
  const list = new PartList();
  const uninspected = new Uninspected(allowed, "answer");
  const reader = new MessageReader(list, uninspected, "server", asked.tool);
  readAnswer(() => reader.message(message));
  const tools = reader.tools.length === 0 ? {} : { tools: reader.tools };
  return { message, read: { parts: list.parts, ...tools, uninspected: [...uninspected.kinds] } };
}

/** Reads an answer that came in one piece, or none where nothing is to be answered. */
export function readMcpResponse(
  value: JsonValue | undefined,
  request: ReadRequest,
  allowed: ReadonlySet<UninspectedKind>,
): ReadResponse {
  const asked = askedWith(request);
  if (value === undefined && asked.id === undefined) return { parts: [], uninspected: [] };
  const { message, read } = readServerMessage(value, asked, allowed);
  if (message.kind === "result" || message.kind === "error") return read;
  throw unreadableAnswer("The server asks where it should answer.");
}

import type { JsonObject } from "../../../contracts/index.ts";
import { objectOf, stringOf, type Json } from "../../parts/index.ts";

export type RpcId = string | number;

/** One message of JSON-RPC 2.0. */
export type RpcMessage =
  | { readonly kind: "request"; readonly id: RpcId; readonly method: string; readonly params: JsonObject }
  | { readonly kind: "notification"; readonly method: string; readonly params: JsonObject }
  | { readonly kind: "result"; readonly id: RpcId; readonly result: JsonObject }
  | { readonly kind: "error"; readonly id: RpcId | undefined; readonly error: JsonObject };

/** Members a message may have: one that nobody knows could mean something to whoever reads it next. */
const members = new Set(["jsonrpc", "id", "method", "params", "result", "error"]);

/** A value as a message; a sentence about what is wrong with it otherwise. */
export function rpcMessage(value: Json): RpcMessage | string {
  if (Array.isArray(value)) return "holds several messages at once; send them one by one";
  const body = objectOf(value);
  if (body?.["jsonrpc"] !== "2.0") return "is not a JSON-RPC 2.0 message";
  const { id, error } = body;
  if (Object.keys(body).some((key) => !members.has(key))) return "has members that no JSON-RPC message has";
  if (id !== undefined && id !== null && !isId(id)) return "has an id that is neither text nor a number";
  const known = isId(id) ? id : undefined;
  if (body["method"] !== undefined) return askOf(body, known);
  if (objectOf(error) !== undefined && body["result"] === undefined) {
    return { kind: "error", id: known, error: objectOf(error) ?? {} };
  }
  const result = objectOf(body["result"]);
  if (known === undefined || result === undefined || error !== undefined) {
    return "is neither a request nor an answer";
  }
  return { kind: "result", id: known, result };
}

const isId = (id: Json): id is RpcId => typeof id === "string" || typeof id === "number";

function askOf(body: JsonObject, id: RpcId | undefined): RpcMessage | string {
  const method = stringOf(body["method"]);
  const params = body["params"] === undefined ? {} : objectOf(body["params"]);
  if (method === undefined || params === undefined) return "names no method, or has no object of parameters";
  if (body["result"] !== undefined || body["error"] !== undefined || body["id"] === null) {
    return "is neither a request nor an answer";
  }
  return id === undefined
    ? { kind: "notification", method, params }
    : { kind: "request", id, method, params };
}

/** What of `/v1/responses` is asked for. */
export type Endpoint = "create" | "retrieve" | "delete" | "cancel" | "input-items";

const create = "/v1/responses";
/** One kept answer by its id, and what may be asked of it. */
const kept = /^\/v1\/responses\/[A-Za-z0-9_-]{1,200}(\/cancel|\/input_items)?$/;

/** Endpoints whose path would else read as the id of an answer. */
const elsewhere = new Set(["/v1/responses/input_tokens", "/v1/responses/compact"]);

/** The endpoint of a request, or undefined when it is none of these. */
export function endpointOf(method: string, path: string): Endpoint | undefined {
  if (path === create) return method === "POST" ? "create" : undefined;
  const found = elsewhere.has(path) ? null : kept.exec(path);
  if (found === null) return undefined;
  if (found[1] === "/cancel") return method === "POST" ? "cancel" : undefined;
  if (found[1] === "/input_items") return method === "GET" ? "input-items" : undefined;
  return method === "GET" ? "retrieve" : method === "DELETE" ? "delete" : undefined;
}

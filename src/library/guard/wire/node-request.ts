import type { ServerResponse } from "node:http";
import type { JsonValue } from "../../../contracts/index.ts";
import { badRequest } from "../../../gateway/problems/index.ts";
import { readingOf, unknownDialect, type MiddlewareOptions, type Reading } from "../options.ts";
import { guardNodeAnswer, sendReply, type NodeRequest } from "./node-exchange.ts";
import { parseBody, type WireGuard } from "./wire-guard.ts";

/**
 * Runs a request whose body was parsed through the guard, and puts the guard before the answer.
 *
 * @returns whether it may go on, with the body to go on with; otherwise the client has been answered
 */
export async function guardNodeRequest(
  wire: WireGuard,
  options: MiddlewareOptions<NodeRequest>,
  request: NodeRequest,
  response: ServerResponse,
  path: string,
): Promise<{ readonly body: JsonValue | undefined } | "pass" | "answered"> {
  const method = request.method ?? "GET";
  let reading: Reading | undefined;
  try {
    reading = readingOf(wire, method, path, options);
    if (reading === undefined) return "pass";
    // Written and read again: what the guard reads is what goes on, and nobody else holds it.
    const bytes = Buffer.from(request.body === undefined ? "" : JSON.stringify(request.body));
    if (bytes.length === 0 && request.method !== "GET")
      throw badRequest("There is no parsed body: a JSON body parser must stand before the guard.");
    const admitted = await wire.request(
      reading.dialect,
      {
        method,
        path: reading.path,
        query: queryOf(request.url ?? ""),
        headers: flat(request.headers),
        body: parseBody(bytes, "request"),
        bytes: bytes.length,
      },
      options.about?.(request) ?? {},
    );
    guardNodeAnswer(wire, admitted, response);
    return { body: admitted.body };
  } catch (error) {
    sendReply(response, wire.reply(reading?.dialect ?? unknownDialect, error));
    return "answered";
  }
}

const queryOf = (url: string): string => (url.includes("?") ? url.slice(url.indexOf("?")) : "");

function flat(headers: NodeRequest["headers"]): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

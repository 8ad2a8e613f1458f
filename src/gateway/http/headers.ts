import type { IncomingHttpHeaders } from "node:http";
import type { AnswerHeaders } from "../upstream/index.ts";

/** Client headers that pass to every upstream. All others stay here: credentials and hop-by-hop headers first of all. */
const toUpstream = ["user-agent", "idempotency-key", "traceparent", "tracestate", "baggage"] as const;

/** Never forwarded, whatever a configuration or a dialect says (RFC 9110, 7.6.1, and what frames a message). */
const never = new Set(
  `connection proxy-connection keep-alive te trailer transfer-encoding upgrade host content-length content-encoding
  content-type accept-encoding expect cookie proxy-authorization proxy-authenticate`.split(/\s+/),
);
const credentials = ["authorization", "x-api-key"] as const;

/**
 * Headers of a request to an upstream as a flat list of names and values.
 *
 * @param extra names beside the usual ones
 * @param passthrough whether the client's own credentials go along
 */
export function upstreamHeaders(
  from: IncomingHttpHeaders,
  extra: readonly string[],
  options: { readonly passthrough: boolean; readonly hasBody: boolean; readonly stream: boolean },
): string[] {
  const headers = ["accept-encoding", "identity"];
  if (options.hasBody) headers.push("content-type", "application/json");
  if (!extra.includes("accept"))
    headers.push("accept", options.stream ? "text/event-stream" : "application/json");
  for (const name of toUpstream) copy(from, name, headers);
  for (const name of extra) {
    if (!never.has(name) && name !== "authorization" && name !== "x-api-key") copy(from, name, headers);
  }
  if (options.passthrough) for (const name of credentials) copy(from, name, headers);
  return headers;
}

function copy(from: IncomingHttpHeaders, name: string, to: string[]): void {
  const value = from[name];
  if (typeof value === "string") to.push(name, value);
}

const toClient =
  /^(?:x-request-id|request-id|retry-after|retry-after-ms|openai-[a-z0-9-]{1,60}|anthropic-[a-z0-9-]{1,60}|x-ratelimit-[a-z0-9-]{1,60})$/;

/** What of an upstream's headers the client sees. */
export function clientHeaders(from: AnswerHeaders, extra: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in from) {
    const value = from[name];
    if (typeof value === "string" && !never.has(name) && (toClient.test(name) || extra.includes(name))) {
      headers[name] = value;
    }
  }
  return headers;
}

/** The headers as a caller's description wants them: one text each. */
export function flatHeaders(from: IncomingHttpHeaders): Readonly<Record<string, string | undefined>> {
  for (const name in from) if (Array.isArray(from[name])) return joined(from);
  // Safe: no value is a list.
  return from as Readonly<Record<string, string | undefined>>;
}

const joined = (from: IncomingHttpHeaders): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(from).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );

import type { ServerResponse } from "node:http";
import type { Reply } from "../dialects/dialect.ts";

/** Writes a whole answer. After a request that was not read to its end the connection is closed. */
export function writeReply(
  response: ServerResponse,
  { status, headers = {}, body }: Reply,
  more: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
    ...more,
    ...(response.req.complete ? {} : { connection: "close" }),
  });
  response.end(text);
}

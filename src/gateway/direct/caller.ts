import type { IncomingMessage } from "node:http";
import type { RouteConfig } from "../config/index.ts";
import { flatHeaders } from "../http/index.ts";
import type { Caller } from "../ports.ts";

/** Who calls an endpoint of the gateway's own. */
export const callerOf = (request: IncomingMessage, path: string): Caller => ({
  method: request.method ?? "POST",
  path,
  headers: flatHeaders(request.headers),
  address: request.socket.remoteAddress ?? "",
});

/** The route of exchanges that go nowhere. */
export const nowhere = (id: string): { readonly id: string; readonly config: RouteConfig } => ({
  id,
  config: { id, upstreams: [], tags: [], dataClasses: [] },
});

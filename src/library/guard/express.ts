import type { ServerResponse } from "node:http";
import type { MiddlewareOptions } from "./options.ts";
import type { NodeRequest } from "./wire/node-exchange.ts";
import { guardNodeRequest } from "./wire/node-request.ts";
import type { WireGuard } from "./wire/wire-guard.ts";

export type ExpressMiddleware = (
  request: NodeRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** Middleware for Express, to be put behind `express.json()`. */
export function expressMiddleware(
  wire: WireGuard,
  options: MiddlewareOptions<NodeRequest> = {},
): ExpressMiddleware {
  return (request, response, next) => {
    const goOn = (end: Awaited<ReturnType<typeof guardNodeRequest>>): void => {
      if (end === "answered") return;
      if (end !== "pass") request.body = end.body;
      next();
    };
    guardNodeRequest(wire, options, request, response, pathOf(request)).then(goOn, next);
  };
}

/** The path as the client wrote it: a mounted router cuts its own part off `url`. */
function pathOf(request: NodeRequest & { readonly originalUrl?: string }): string {
  return (request.originalUrl ?? request.url ?? "").split("?", 1)[0] ?? "";
}

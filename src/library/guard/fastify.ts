import type { MiddlewareOptions } from "./options.ts";
import type { NodeRequest } from "./wire/node-exchange.ts";
import { guardNodeRequest } from "./wire/node-request.ts";
import type { ServerResponse } from "node:http";
import type { WireGuard } from "./wire/wire-guard.ts";

/** What of Fastify is used here. */
export interface FastifyRequestLike {
  readonly raw: NodeRequest;
  readonly url: string;
  body: unknown;
}
export interface FastifyReplyLike {
  readonly raw: ServerResponse;
  hijack(): unknown;
}
export interface FastifyLike {
  addHook(
    name: "preHandler",
    hook: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>,
  ): unknown;
}

/** Adds the guard's hook to a server, or to the scope `register` opens. */
export type FastifyPlugin = (server: FastifyLike) => Promise<void>;

/**
 * Plug-in for Fastify. It applies to the routes of the server it is registered with, not only to its own scope,
 * and also to answers written to `reply.raw` by hand.
 */
export function fastifyPlugin(
  wire: WireGuard,
  options: MiddlewareOptions<FastifyRequestLike> = {},
): FastifyPlugin {
  const plugin: FastifyPlugin = async (server) => {
    server.addHook("preHandler", async (request, reply) => {
      const { raw } = request;
      raw.body = request.body;
      const path = request.url.split("?", 1)[0] ?? "";
      const { about, ...rest } = options;
      const asked = { ...rest, ...(about === undefined ? {} : { about: () => about(request) }) };
      const end = await guardNodeRequest(wire, asked, raw, reply.raw, path);
      if (end === "answered") return reply.hijack();
      if (end !== "pass") {
        request.body = end.body;
        raw.body = end.body;
      }
      return undefined;
    });
  };
  // Fastify's own word for: hooks hold for the server around it.
  return Object.assign(plugin, { [Symbol.for("skip-override")]: true });
}

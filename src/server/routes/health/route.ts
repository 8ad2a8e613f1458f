import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";

export const route = endpoint({
  name: "health",
  method: "get",
  path: "/api/health",
  minimum: "anyone",
  summary: "Whether the server answers. Says nothing else.",
  answer: z.object({ ok: z.literal(true) }),
  handle: async () => ({ json: { ok: true } }),
});

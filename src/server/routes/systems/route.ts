import { z } from "@hono/zod-openapi";
import { maySee } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { systemSummary } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "systems",
  method: "get",
  path: "/api/systems",
  minimum: "viewer",
  summary: "The systems this person may see.",
  answer: z.array(systemSummary).readonly(),
  handle: async ({ identity }, { ports }) => ({
    json: (await ports.systems()).filter(({ id }) => maySee(identity, id)),
  }),
});

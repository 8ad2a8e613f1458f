import { requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { byId } from "../../wire/requests.ts";
import { coverage } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "system-coverage",
  method: "get",
  path: "/api/systems/{id}/coverage",
  minimum: "viewer",
  summary: "The coverage matrix of a system.",
  params: byId,
  answer: coverage,
  handle: async ({ params, identity }, { ports }) => {
    requireOn(identity, params.id, "viewer");
    return { json: await ports.coverage(params.id) };
  },
});

import { requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { byId } from "../../wire/requests.ts";
import { systemDetail } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "system",
  method: "get",
  path: "/api/systems/{id}",
  minimum: "viewer",
  summary: "One system: zones, parts, links and targets.",
  params: byId,
  answer: systemDetail,
  handle: async ({ params, identity }, { ports }) => {
    requireOn(identity, params.id, "viewer");
    return { json: await ports.system(params.id) };
  },
});

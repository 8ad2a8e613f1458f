import { requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { byId } from "../../wire/requests.ts";
import { threatRegister } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "system-threats",
  method: "get",
  path: "/api/systems/{id}/threats",
  minimum: "viewer",
  summary: "The threat register of a system.",
  params: byId,
  answer: threatRegister,
  handle: async ({ params, identity }, { ports }) => {
    requireOn(identity, params.id, "viewer");
    return { json: await ports.threats(params.id) };
  },
});

import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { guardDecisionDetail } from "../../wire/guard-schemas.ts";
import { byId } from "../../wire/requests.ts";

export const route = endpoint({
  name: "guard-decision",
  method: "get",
  path: "/api/guard/decisions/{id}",
  minimum: "viewer",
  summary: "One decision as it is kept; texts only as far as the policy stored them.",
  params: byId,
  answer: guardDecisionDetail,
  handle: async ({ params, identity }, { ports }) => {
    requireEverywhere(identity, "viewer");
    return { json: await ports.guard.decision(params.id) };
  },
});

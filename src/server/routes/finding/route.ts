import { requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { byId } from "../../wire/requests.ts";
import { findingDetail } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "finding",
  method: "get",
  path: "/api/findings/{id}",
  minimum: "viewer",
  summary: "One finding, the runs that saw it and the transcripts behind it.",
  params: byId,
  answer: findingDetail,
  handle: async ({ params, identity }, { ports }) => {
    const finding = await ports.finding(params.id);
    requireOn(identity, finding?.system, "viewer");
    return { json: finding };
  },
});

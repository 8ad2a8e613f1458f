import { requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { byId } from "../../wire/requests.ts";
import { runDetail } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "run",
  method: "get",
  path: "/api/runs/{id}",
  minimum: "viewer",
  summary: "The report of a run; transcripts are paged under trials.",
  params: byId,
  answer: runDetail,
  handle: async ({ params, identity }, { ports }) => {
    requireOn(identity, await ports.systemOfRun(params.id), "viewer");
    return { json: await ports.run(params.id) };
  },
});

import { requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { baselineQuery, byId } from "../../wire/requests.ts";
import { comparisonList } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "run-comparison",
  method: "get",
  path: "/api/runs/{id}/comparison",
  minimum: "viewer",
  summary: "The paired comparison of a run with a baseline run.",
  params: byId,
  query: baselineQuery,
  answer: comparisonList,
  handle: async ({ params, query, identity }, { ports }) => {
    requireOn(identity, await ports.systemOfRun(params.id), "viewer");
    requireOn(identity, await ports.systemOfRun(query.baseline), "viewer");
    return { json: await ports.comparison(params.id, query.baseline) };
  },
});

import { requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { trialOfRun } from "../../wire/requests.ts";
import { trialDetail } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "run-trial",
  method: "get",
  path: "/api/runs/{id}/trials/{entry}",
  minimum: "viewer",
  summary: "One trial with its case, exchanges, effects and outcome.",
  params: trialOfRun,
  answer: trialDetail,
  handle: async ({ params, identity }, { ports }) => {
    requireOn(identity, await ports.systemOfRun(params.id), "viewer");
    return { json: await ports.trial(params.id, params.entry) };
  },
});

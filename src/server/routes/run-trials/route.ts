import { requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import type { TrialQuery } from "../../../contracts/index.ts";
import { byId, trialQuery } from "../../wire/requests.ts";
import { trialPage } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "run-trials",
  method: "get",
  path: "/api/runs/{id}/trials",
  minimum: "viewer",
  summary: "The trials of a run, in ledger order, a page at a time.",
  params: byId,
  query: trialQuery,
  answer: trialPage,
  handle: async ({ params, query, identity }, { ports }) => {
    requireOn(identity, await ports.systemOfRun(params.id), "viewer");
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    // Safe: the schema's keys are those of TrialQuery without `run`, and the absent ones are left out.
    const narrowed = Object.fromEntries(given) as Omit<TrialQuery, "run">;
    return { json: await ports.trials({ run: params.id, ...narrowed }) };
  },
});

import { requireEverywhere, requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { byId } from "../../wire/requests.ts";
import { isScanId } from "../../push/names.ts";
import { evidenceStatus } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "run-evidence",
  method: "get",
  path: "/api/runs/{id}/evidence",
  minimum: "viewer",
  summary: "What verifying the bundle of a run or a scan says.",
  params: byId,
  answer: evidenceStatus,
  handle: async ({ params, identity }, { ports }) => {
    // As scans themselves: they may be about no system.
    if (isScanId(params.id)) requireEverywhere(identity, "viewer");
    else requireOn(identity, await ports.systemOfRun(params.id), "viewer");
    return { json: await ports.evidence(params.id) };
  },
});

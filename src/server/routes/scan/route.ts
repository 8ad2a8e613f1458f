import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { byId } from "../../wire/requests.ts";
import { scanDetail } from "../../wire/scan-schemas.ts";

export const route = endpoint({
  name: "scan",
  method: "get",
  path: "/api/scans/{id}",
  minimum: "viewer",
  summary: "One scan with its whole report, read from its evidence.",
  params: byId,
  answer: scanDetail,
  handle: async ({ params, identity }, { ports }) => {
    requireEverywhere(identity, "viewer");
    return { json: await ports.scans.read(params.id) };
  },
});

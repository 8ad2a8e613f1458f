import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { scanList } from "../../wire/scan-schemas.ts";

export const route = endpoint({
  name: "scans",
  method: "get",
  path: "/api/scans",
  minimum: "viewer",
  summary: "Scans of files and code, newest first; at most 200.",
  answer: scanList,
  handle: async ({ identity }, { ports }) => {
    requireEverywhere(identity, "viewer");
    return { json: await ports.scans.list() };
  },
});

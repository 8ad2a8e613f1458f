import { maySee } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { bySystem } from "../../wire/requests.ts";
import { runList } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "runs",
  method: "get",
  path: "/api/runs",
  minimum: "viewer",
  summary: "Runs, newest first.",
  query: bySystem,
  answer: runList,
  handle: async ({ query, identity }, { ports }) => {
    const runs = await ports.runs(query.system === undefined ? {} : { system: query.system });
    return { json: runs.filter((run) => maySee(identity, run.system.id)) };
  },
});

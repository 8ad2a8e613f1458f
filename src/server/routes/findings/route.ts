import { maySee } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import type { FindingQuery } from "../../ports.ts";
import { findingQuery } from "../../wire/requests.ts";
import { findingList } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "findings",
  method: "get",
  path: "/api/findings",
  minimum: "viewer",
  summary: "Findings with their triage state.",
  query: findingQuery,
  answer: findingList,
  handle: async ({ query, identity }, { ports }) => {
    // Safe: the schema's keys are those of FindingQuery, and the absent ones are left out.
    const filter = Object.fromEntries(
      Object.entries(query).filter(([, v]) => v !== undefined),
    ) as FindingQuery;
    return { json: (await ports.findings(filter)).filter((finding) => maySee(identity, finding.system)) };
  },
});

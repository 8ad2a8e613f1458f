import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { guardOverview } from "../../wire/guard-schemas.ts";
import { guardHours } from "../../wire/requests.ts";

export const route = endpoint({
  name: "guard",
  method: "get",
  path: "/api/guard",
  minimum: "viewer",
  summary:
    "What the guard did in the last hours: counts by action over time, rules, fail-opens, break-glass.",
  query: guardHours,
  answer: guardOverview,
  handle: async ({ query, identity }, { ports }) => {
    // A gateway stands before many systems: its records belong to none of them.
    requireEverywhere(identity, "viewer");
    return { json: await ports.guard.overview(query.hours) };
  },
});

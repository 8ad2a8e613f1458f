import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { guardDecisionPage } from "../../wire/guard-schemas.ts";
import { guardDecisionQuery } from "../../wire/requests.ts";
import type { GuardDecisionQuery } from "../../wire/wire.ts";

export const route = endpoint({
  name: "guard-decisions",
  method: "get",
  path: "/api/guard/decisions",
  minimum: "viewer",
  summary: "Decisions of the guard, newest first, a page at a time.",
  query: guardDecisionQuery,
  answer: guardDecisionPage,
  handle: async ({ query, identity }, { ports }) => {
    requireEverywhere(identity, "viewer");
    // Safe: the schema's keys are those of the query, and the absent ones are left out.
    const given = Object.fromEntries(
      Object.entries(query).filter(([, value]) => value !== undefined),
    ) as unknown as GuardDecisionQuery;
    return { json: await ports.guard.decisions(given) };
  },
});

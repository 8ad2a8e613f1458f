import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { guardKeys } from "../../wire/guard-schemas.ts";

export const route = endpoint({
  name: "guard-keys",
  method: "get",
  path: "/api/guard/keys",
  minimum: "viewer",
  summary: "Virtual keys and budgets with what was used of them; never a key.",
  answer: guardKeys,
  handle: async ({ identity }, { ports }) => {
    requireEverywhere(identity, "viewer");
    return { json: await ports.guard.keys() };
  },
});

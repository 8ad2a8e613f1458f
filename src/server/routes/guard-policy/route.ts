import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { guardPolicyText } from "../../wire/guard-schemas.ts";
import { guardFile } from "../../wire/requests.ts";

export const route = endpoint({
  name: "guard-policy",
  method: "get",
  path: "/api/guard/policy",
  minimum: "viewer",
  summary: "One policy with its text.",
  query: guardFile,
  answer: guardPolicyText,
  handle: async ({ query, identity }, { ports }) => {
    requireEverywhere(identity, "viewer");
    return { json: await ports.guard.policy(query.file) };
  },
});

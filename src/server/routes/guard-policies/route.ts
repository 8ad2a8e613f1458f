import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { guardPolicyList } from "../../wire/guard-schemas.ts";

export const route = endpoint({
  name: "guard-policies",
  method: "get",
  path: "/api/guard/policies",
  minimum: "viewer",
  summary:
    "The policies of the workspace and those that ship, with stamp, tests, exceptions and guards covered.",
  answer: guardPolicyList,
  handle: async ({ identity }, { ports }) => {
    requireEverywhere(identity, "viewer");
    return { json: await ports.guard.policies() };
  },
});

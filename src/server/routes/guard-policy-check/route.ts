import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { guardPolicyReport } from "../../wire/guard-schemas.ts";
import { guardDraft, policyBodyBytes } from "../../wire/requests.ts";

export const route = endpoint({
  name: "guard-policy-check",
  method: "post",
  path: "/api/guard/policy-check",
  minimum: "analyst",
  summary: "Reads and tests a policy text; nothing is saved.",
  body: guardDraft,
  bodyBytes: policyBodyBytes,
  answer: guardPolicyReport,
  handle: async ({ body, identity }, { ports }) => {
    requireEverywhere(identity, "analyst");
    return { json: await ports.guard.checkPolicy(body) };
  },
});

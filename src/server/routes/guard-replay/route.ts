import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { guardReplay } from "../../wire/guard-schemas.ts";
import { guardReplayRequest, policyBodyBytes } from "../../wire/requests.ts";

export const route = endpoint({
  name: "guard-replay",
  method: "post",
  path: "/api/guard/replay",
  minimum: "analyst",
  summary:
    "Plays the newest recorded exchanges through a policy text and tells what would differ; nothing is saved.",
  body: guardReplayRequest,
  bodyBytes: policyBodyBytes,
  answer: guardReplay,
  handle: async ({ body, identity }, { ports }) => {
    requireEverywhere(identity, "analyst");
    const { records, ...draft } = body;
    return { json: await ports.guard.replay(draft, records) };
  },
});

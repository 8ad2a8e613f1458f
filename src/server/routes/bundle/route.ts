import { endpoint } from "../../endpoint.ts";
import { bundleArrival, byId } from "../../wire/requests.ts";

export const route = endpoint({
  name: "bundle",
  method: "get",
  path: "/api/bundles/{id}",
  minimum: "analyst",
  summary: "What has arrived of a pushed bundle, so that a push can go on where it stopped.",
  params: byId,
  answer: bundleArrival,
  handle: async ({ params }, { inbox }) => ({ json: await inbox.arrival(params.id) }),
});

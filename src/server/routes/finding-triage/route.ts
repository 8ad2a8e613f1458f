import { requireOn } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { byId, triageRequest } from "../../wire/requests.ts";
import { triagedFinding } from "../../wire/schemas.ts";

export const route = endpoint({
  name: "finding-triage",
  method: "put",
  path: "/api/findings/{id}/triage",
  minimum: "analyst",
  summary: "Decides about a finding. Accepting one needs the role approver on its system.",
  params: byId,
  body: triageRequest,
  answer: triagedFinding,
  handle: async ({ params, body, identity }, { ports }) => {
    const { triage } = body;
    const finding = await ports.finding(params.id);
    requireOn(identity, finding?.system, triage.state === "accepted" ? "approver" : "analyst");
    // Whoever signs a decision is who is signed in, whatever the request says.
    const signed = triage.state === "open" ? triage : { ...triage, by: identity.person.name };
    return { json: await ports.setTriage(params.id, signed, identity.person) };
  },
});

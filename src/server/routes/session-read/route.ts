import { highestRole } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { session } from "../../wire/schemas.ts";
import type { Session } from "../../wire/wire.ts";

export const route = endpoint({
  name: "session-read",
  method: "get",
  path: "/api/session",
  minimum: "viewer",
  summary: "Who is signed in, and with which role.",
  answer: session,
  handle: async ({ identity }, { version }) => {
    const answer: Session = {
      person: { ...identity.person, role: highestRole(identity) ?? "viewer" },
      organisation: identity.organisation,
      version,
    };
    return { json: answer };
  },
});

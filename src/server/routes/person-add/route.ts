import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { addPersonRequest, personAdded } from "../../wire/requests.ts";

const dayMs = 86_400_000;

export const route = endpoint({
  name: "person-add",
  method: "post",
  path: "/api/people",
  minimum: "admin",
  summary: "Adds a person or a program, with roles and a token that is answered once.",
  body: addPersonRequest,
  answer: personAdded,
  status: 201,
  handle: async ({ body, identity }, { desk, clock }) => {
    requireEverywhere(identity, "admin");
    const { name, role, systems, expiresInDays } = body;
    return {
      json: await desk.addPerson({
        name,
        systems,
        ...(role === undefined ? {} : { role }),
        ...(expiresInDays === undefined ? {} : { expiresAt: clock.now() + expiresInDays * dayMs }),
      }),
    };
  },
});

import { requireEverywhere } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { personList } from "../../wire/requests.ts";

export const route = endpoint({
  name: "people",
  method: "get",
  path: "/api/people",
  minimum: "admin",
  summary: "People and their roles.",
  answer: personList,
  handle: async ({ identity }, { desk }) => {
    requireEverywhere(identity, "admin");
    const people = await desk.people();
    return {
      json: people.map(({ person, role, systems }) => ({
        ...person,
        ...(role === undefined ? {} : { role }),
        systems,
      })),
    };
  },
});

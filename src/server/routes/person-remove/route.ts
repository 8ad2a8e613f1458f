import { requireEverywhere } from "../../access/identity.ts";
import { serverErrors } from "../../errors.ts";
import { endpoint } from "../../endpoint.ts";
import { byId } from "../../wire/requests.ts";

export const route = endpoint({
  name: "person-remove",
  method: "delete",
  path: "/api/people/{id}",
  minimum: "admin",
  summary: "Removes a person; their tokens and sessions end at once.",
  params: byId,
  handle: async ({ params, identity }, { desk }) => {
    requireEverywhere(identity, "admin");
    // Otherwise a slip would leave nobody who may let people in.
    if (params.id === identity.person.id)
      throw serverErrors.badRequest("Nobody can remove themselves.", { field: "id" });
    if (!(await desk.removePerson(params.id))) throw serverErrors.notFound("There is no such person.");
    return new Response(null, { status: 204 });
  },
});

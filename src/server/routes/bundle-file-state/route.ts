import { serverErrors } from "../../errors.ts";
import { endpoint } from "../../endpoint.ts";
import { bundleFile, bundleFileState } from "../../wire/requests.ts";

export const route = endpoint({
  name: "bundle-file-state",
  method: "get",
  path: "/api/bundles/{id}/files/{path}",
  minimum: "analyst",
  summary: "How much of a file has arrived. HEAD answers the same in `upload-offset` and `etag`.",
  params: bundleFile,
  answer: bundleFileState,
  handle: async ({ params }, { inbox }) => {
    const state = await inbox.digest(params.id, params.path);
    if (state === undefined) throw serverErrors.notFound("Nothing of this file has arrived.");
    return new Response(JSON.stringify(state), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "upload-offset": String(state.bytes),
        etag: `"${state.sha256}"`,
      },
    });
  },
});

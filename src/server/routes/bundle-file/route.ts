import { serverErrors } from "../../errors.ts";
import { endpoint } from "../../endpoint.ts";
import { requireBundleFile } from "../../push/names.ts";
import { bodyOf } from "../../request-body.ts";
import { bundleFile, bundleReceived } from "../../wire/requests.ts";
import type { FilePiece } from "../../push/inbox.ts";

/** Whole file by `content-length`, or a piece by `content-range: bytes 0-1023/4096`. */
function pieceOf(headers: Headers): FilePiece {
  const range = headers.get("content-range");
  if (range !== null) {
    const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(range);
    const [start, end, total] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
    if (match === null || end < start || end >= total)
      throw serverErrors.badRequest("The content-range is not of the form `bytes 0-1023/4096`.");
    return { start, total };
  }
  const length = headers.get("content-length");
  if (length === null || !/^\d{1,15}$/.test(length))
    throw serverErrors.badRequest("A file has to be sent with content-length or content-range.");
  return { start: 0, total: Number(length) };
}

export const route = endpoint({
  name: "bundle-file",
  method: "put",
  path: "/api/bundles/{id}/files/{path}",
  minimum: "analyst",
  summary: "Sends a file of a bundle, or its next piece.",
  params: bundleFile,
  bodyMode: "stream",
  answer: bundleReceived,
  handle: async ({ params, request }, { inbox }) => {
    requireBundleFile(params.path);
    const bytes = await inbox.receive(params.id, params.path, pieceOf(request.headers), bodyOf(request));
    return { json: { bytes } };
  },
});

import { z } from "zod";
import { locationErrors } from "../errors.ts";
import type { ClaimedDigest, OpenLocation, RemoteFile } from "../location.ts";
import { bearer } from "../web/bearer.ts";
import { endpointOf } from "../web/endpoint.ts";
import { remoteSource } from "../web/remote-source.ts";
import { pathInUrl, safePath } from "../web/safe-path.ts";
import { webClient } from "../web/web-client.ts";

const usual = "https://huggingface.co";

/** `GET /api/models/{id}/revision/{revision}?blobs=true`, as far as it is read here. */
const modelSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.int().nonnegative().nullish(),
      lfs: z.object({ sha256: z.string().nullish(), size: z.int().nonnegative().nullish() }).nullish(),
    }),
  ),
});

/**
 * `hf://org/name@revision[/path]`: a repository of models on the Hugging Face Hub, or on a mirror of it by `endpoint`.
 * The revision is resolved to its commit first, and every file is read at that commit.
 */
export const openHuggingFace: OpenLocation = async (address, settings, deps) => {
  const { id, revision, within } = read(address);
  const home = endpointOf(settings.endpoint ?? usual);
  const client = webClient(home, settings, deps);
  const authorise = await bearer(home, settings, deps);
  const proof = authorise === undefined ? {} : { authorise };
  try {
    const api = new URL(`api/models/${id}/revision/${encodeURIComponent(revision)}?blobs=true`, home);
    const { value } = await client.json(api, proof);
    const model = modelSchema.safeParse(value);
    if (!model.success)
      throw locationErrors.wrongAnswer(`${home.host} describes ${id} in a way that is not understood.`, {
        at: home.origin,
      });
    const { sha, siblings } = model.data;
    const files: RemoteFile[] = [];
    const notes: string[] = [];
    for (const { rfilename, size, lfs } of siblings) {
      const path = safePath(rfilename);
      if (path === undefined)
        throw locationErrors.wrongAnswer(`${id} names a file whose path leads out of it.`, { at: id });
      if (within !== undefined && path !== within && !path.startsWith(`${within}/`)) continue;
      if (files.length >= client.limits.files)
        throw locationErrors.tooLarge(`${id} has more than ${client.limits.files} files.`, { at: id });
      const bytes = lfs?.size ?? size ?? undefined;
      const url = new URL(`${id}/resolve/${sha}/${pathInUrl(path)}`, home);
      const claimed = claimOf(lfs?.sha256);
      files.push({
        path,
        ...(bytes === undefined ? {} : { bytes }),
        ...(claimed === undefined ? {} : { claimed }),
        open: () =>
          remoteSource(client, {
            url,
            ...proof,
            ...(bytes === undefined ? {} : { bytes }),
            mayBePage: false,
          }),
      });
    }
    if (files.length === 0)
      throw locationErrors.notFound(`${id} at ${sha} has no file ${within ?? "at all"}.`, { at: id });
    if (revision !== sha)
      notes.push(`${id}@${revision} is the commit ${sha}; it was scanned at that commit.`);
    return {
      address: `hf://${id}@${sha}`,
      single: false,
      files,
      notes,
      fetched: () => client.fetched(),
      dispose: () => client.dispose(),
    };
  } catch (cause) {
    await client.dispose();
    throw cause;
  }
};

function claimOf(sha256: string | null | undefined): ClaimedDigest | undefined {
  return typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256) ? { sha256, by: "Git LFS" } : undefined;
}

/** Names as the Hub allows them; a revision with a slash is written with `%2F`. */
function read(address: string): { id: string; revision: string; within?: string } {
  const parts = /^hf:\/\/([\w.-]{1,96}\/[\w.-]{1,96})(?:@([^/@?#]{1,200}))?(?:\/([^?#]{1,1024}))?$/i.exec(
    address,
  );
  const [, id, revision = "main", rest] = parts ?? [];
  const within = rest === undefined ? undefined : safePath(rest.replace(/\/$/, ""));
  if (
    id === undefined ||
    id.split("/").some((part) => /^\.+$/.test(part)) ||
    (rest !== undefined && within === undefined)
  )
    throw locationErrors.badAddress("An address of Hugging Face is hf://org/name@revision or …/path.", {
      at: "hf://",
    });
  return {
    id,
    revision: revision.replaceAll(/%2F/gi, "/"),
    ...(within === undefined ? {} : { within }),
  };
}

import { createHash } from "node:crypto";
import { z } from "zod";
import { locationErrors } from "../errors.ts";
import type { OpenLocation, RemoteFile } from "../location.ts";
import { bearerOrBasic, secretFor } from "../web/bearer.ts";
import { endpointOf } from "../web/endpoint.ts";
import { remoteSource } from "../web/remote-source.ts";
import { safePath } from "../web/safe-path.ts";
import { webClient, type Authorise, type WebClient } from "../web/web-client.ts";
import { readChallenge } from "./challenge.ts";

const manifestTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");
const mostManifests = 64;

const descriptor = z.object({
  mediaType: z.string(),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  size: z.int().nonnegative(),
  annotations: z.record(z.string(), z.string()).nullish(),
});
const manifestSchema = z.object({
  config: descriptor.optional(),
  layers: z.array(descriptor).optional(),
  manifests: z.array(descriptor).optional(),
});

/**
 * `oci://registry/repository[:tag][@sha256:…]`: every blob that a manifest names, of every manifest of an index
 * (OCI Distribution and Image Specification 1.1; ORAS and ModelPack name files in annotations). Manifests are
 * checked against their digests; layers are examined as what their bytes are.
 */
export const openOci: OpenLocation = async (address, settings, deps) => {
  const { registry, repository, tag, digest } = read(address);
  const home = endpointOf(settings.endpoint ?? `https://${registry}`);
  const secret = await secretFor(home, settings, deps);
  const client = webClient(home, settings, deps);
  try {
    const authorization = await authorizationFor(client, repository, secret);
    const proof =
      authorization === undefined
        ? {}
        : {
            authorise: (_: URL, headers: Readonly<Record<string, string>>) => ({ ...headers, authorization }),
          };
    const files = new Map<string, RemoteFile>();
    let pinned = digest;
    const waiting: string[] = [digest ?? tag];
    const seen = new Set<string>(waiting);
    for (const reference of waiting) {
      const url = new URL(`v2/${repository}/manifests/${reference}`, home);
      const { value, answer } = await client.json(url, { ...proof, headers: { accept: manifestTypes } });
      const own = `sha256:${createHash("sha256").update(answer.bytes).digest("hex")}`;
      if (reference.startsWith("sha256:") && own !== reference)
        throw locationErrors.wrongAnswer(`${registry} sends another manifest than ${reference}.`, {
          at: home.origin,
        });
      pinned ??= own;
      const manifest = manifestSchema.safeParse(value);
      const { config, layers, manifests } = manifest.data ?? {};
      if (layers === undefined && manifests === undefined)
        throw locationErrors.wrongAnswer(`${registry} sends a manifest that is not understood.`, {
          at: home.origin,
        });
      for (const each of manifests ?? [])
        if (!seen.has(each.digest)) {
          seen.add(each.digest);
          waiting.push(each.digest);
        }
      if (waiting.length > mostManifests)
        throw locationErrors.tooLarge(`${repository} has more than ${mostManifests} manifests.`, {
          at: home.origin,
        });
      for (const blob of [...(config === undefined ? [] : [config]), ...(layers ?? [])]) {
        const hex = blob.digest.slice("sha256:".length);
        const title = safePath(blob.annotations?.["org.opencontainers.image.title"] ?? "");
        // Two layers may claim one name: both are examined.
        const path = title === undefined || files.has(title) ? `sha256-${hex}` : title;
        const blobUrl = new URL(`v2/${repository}/blobs/${blob.digest}`, home);
        files.set(path, {
          path,
          bytes: blob.size,
          claimed: { sha256: hex, by: "The OCI descriptor" },
          open: () => remoteSource(client, { url: blobUrl, ...proof, bytes: blob.size }),
        });
        if (files.size > client.limits.files)
          throw locationErrors.tooLarge(`${repository} has too many layers.`, { at: home.origin });
      }
    }
    return {
      address: `oci://${registry}/${repository}@${pinned ?? ""}`,
      single: false,
      files: [...files.values()],
      notes: [],
      fetched: () => client.fetched(),
      dispose: () => client.dispose(),
    };
  } catch (cause) {
    await client.dispose();
    throw cause;
  }
};

/**
 * What the registry wants to see (Distribution's token authentication). A password goes only to the registry's own
 * origin; a token service elsewhere is asked without one.
 */
async function authorizationFor(
  client: WebClient,
  repository: string,
  secret: string | undefined,
): Promise<string | undefined> {
  const { status, headers } = await client.document(new URL("v2/", client.home), { refusals: "hand-on" });
  if (status !== 401) return secret === undefined ? undefined : bearerOrBasic(secret);
  const challenge = readChallenge(headers["www-authenticate"] ?? "");
  const realm = challenge?.scheme === "bearer" ? URL.parse(challenge.values["realm"] ?? "") : null;
  if (realm === null || (secret !== undefined && !secret.includes(":")))
    return secret === undefined ? undefined : bearerOrBasic(secret);
  if (realm.protocol !== "https:" && realm.origin !== client.home.origin)
    throw locationErrors.refused(`${client.home.host} asks for a token from an unencrypted place.`, {
      at: client.home.origin,
    });
  if (challenge?.values["service"] !== undefined)
    realm.searchParams.set("service", challenge.values["service"]);
  realm.searchParams.set("scope", `repository:${repository}:pull`);
  const authorise: Authorise | undefined =
    secret === undefined ? undefined : (_, plain) => ({ ...plain, authorization: bearerOrBasic(secret) });
  const { value } = await client.json(realm, authorise === undefined ? {} : { authorise });
  const told = z
    .object({ token: z.string().optional(), access_token: z.string().optional() })
    .safeParse(value);
  const token = told.data?.token ?? told.data?.access_token;
  if (token === undefined || !/^[\x21-\x7e]{1,16384}$/.test(token))
    throw locationErrors.wrongAnswer(`${realm.host} gives no token.`, { at: realm.origin });
  return `Bearer ${token}`;
}

function read(address: string) {
  const parts =
    /^oci:\/\/([a-z0-9.-]{1,253}(?::\d{1,5})?)\/([a-z0-9._/-]{1,255})(?::(\w[\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/i.exec(
      address,
    );
  const [, registry, repository = "", tag = "latest", digest] = parts ?? [];
  if (registry === undefined || safePath(repository) === undefined)
    throw locationErrors.badAddress(
      "An address of a registry is oci://registry/repository:tag or …@sha256:….",
      {
        at: "oci://",
      },
    );
  return { registry, repository, tag, digest };
}

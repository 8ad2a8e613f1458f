import { BartizanError } from "../../../errors/index.ts";
import { locationErrors } from "../errors.ts";
import type { OpenLocation, RemoteFile } from "../location.ts";
import { secretFor } from "../web/bearer.ts";
import { endpointOf } from "../web/endpoint.ts";
import { remoteSource } from "../web/remote-source.ts";
import { safePath } from "../web/safe-path.ts";
import { webClient, type Authorise } from "../web/web-client.ts";
import { objectFacts, type ObjectFacts } from "./object-facts.ts";
import { readListing, type ListedObject } from "./listing.ts";
import { awsEncoded, signV4, type S3Credentials } from "./sign-v4.ts";

/**
 * `s3://bucket/prefix`: the objects of a bucket of Amazon S3, or of what speaks its protocol by `endpoint`. Addressed by
 * path; an object is read at the ETag of the listing, so that it cannot change in between.
 */
export const openS3: OpenLocation = async (address, settings, deps) => {
  const [, bucket, prefix = ""] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([^?#]{0,1024}))?$/i.exec(address) ?? [];
  if (bucket === undefined || bucket.includes(".."))
    throw locationErrors.badAddress("An address of S3 is s3://bucket/prefix.", { at: "s3://" });
  const region = settings.region ?? "us-east-1";
  if (!/^[a-z0-9-]{1,40}$/.test(region))
    throw locationErrors.badAddress("A region is such as eu-central-1.", { field: "region" });
  const home = endpointOf(settings.endpoint ?? `https://s3.${region}.amazonaws.com`);
  const credentials = credentialsOf(await secretFor(home, settings, deps));
  const client = webClient(home, settings, deps);
  const authorise: Authorise | undefined =
    credentials === undefined
      ? undefined
      : (url, headers, method) => signV4(url, headers, credentials, region, deps.clock.now(), method);
  const proof = authorise === undefined ? {} : { authorise };
  const base = `${home.href}${bucket}`;

  async function list(): Promise<readonly ListedObject[]> {
    const objects: ListedObject[] = [];
    for (let next: string | undefined = ""; next !== undefined;) {
      const query: string = [
        ...(next === "" ? [] : [`continuation-token=${awsEncoded(next)}`]),
        "encoding-type=url",
        "list-type=2",
        `prefix=${awsEncoded(prefix)}`,
      ].join("&");
      const { bytes, status } = await client.document(new URL(`${base}?${query}`), proof);
      const page = status === 200 ? readListing(bytes.toString("utf8")) : undefined;
      if (page === undefined)
        throw locationErrors.wrongAnswer(`${home.host} answers with no listing of ${bucket}.`, {
          at: home.origin,
        });
      objects.push(...page.objects);
      if (objects.length > client.limits.files || page.next === next)
        throw locationErrors.tooLarge(`${address} has more than ${client.limits.files} objects.`, {
          at: address,
        });
      // A page without objects that promises more would go on for ever.
      if (page.objects.length === 0 && page.next !== undefined)
        throw locationErrors.wrongAnswer(`${home.host} sends empty pages.`, { at: home.origin });
      next = page.next;
    }
    return objects;
  }

  /** An object at the version that is met when it is first opened, where the bucket keeps versions. */
  function pinned(object: {
    readonly url: URL;
    readonly bytes: number;
    readonly etag: string;
  }): Pick<RemoteFile, "open" | "told"> {
    const { url, bytes, etag } = object;
    const plain = { ...proof, bytes, etag };
    let facts: ObjectFacts | undefined;
    return {
      told: () => facts,
      async open() {
        facts ??= await objectFacts(client, { url, etag, ...proof });
        const { version } = facts;
        if (version === undefined) return remoteSource(client, { url, ...plain });
        const exact = new URL(`${url.href}?versionId=${awsEncoded(version)}`);
        try {
          const source = await remoteSource(client, { url: exact, ...plain });
          facts = { ...facts, facts: { version } };
          return source;
        } catch (cause) {
          // Reading a version by its id takes a right of its own; the ETag pins it too.
          if (!(cause instanceof BartizanError) || cause.code !== "LOCATION_UNAUTHORISED") throw cause;
          facts = {
            ...(facts.claimed === undefined ? {} : { claimed: facts.claimed }),
            facts: { version: `${version} (not read by its id: no right to)` },
          };
          return remoteSource(client, { url, ...plain });
        }
      },
    };
  }

  try {
    const files: RemoteFile[] = [];
    const notes: string[] = [];
    for (const { key, bytes, etag } of await list()) {
      // `models/v1` is not meant by `s3://bucket/models/v` + `1`; a key that ends in `/` stands for a folder.
      if (!belongs(key, prefix) || (key.endsWith("/") && bytes === 0)) continue;
      const path = safePath(key);
      if (path === undefined) {
        throw locationErrors.wrongAnswer(`${bucket} has an object whose key can be no path.`, {
          at: `s3://${bucket}`,
        });
      }
      const url = new URL(`${base}/${key.split("/").map(awsEncoded).join("/")}`);
      files.push({ path, bytes, ...pinned({ url, bytes, etag }) });
    }
    if (files.length === 0) throw locationErrors.notFound(`Nothing lies at ${address}.`, { at: address });
    return {
      address: `s3://${bucket}`,
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

const belongs = (key: string, prefix: string): boolean =>
  prefix === "" || key === prefix || key.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`);

function credentialsOf(secret: string | undefined): S3Credentials | undefined {
  if (secret === undefined) return undefined;
  const [id = "", key = "", ...session] = secret.split(":");
  if (id === "" || key === "")
    throw locationErrors.badAddress("The credential of S3 is written ID:SECRET or ID:SECRET:SESSION.", {
      field: "token",
    });
  return { id, secret: key, ...(session.length === 0 ? {} : { session: session.join(":") }) };
}

import { locationErrors } from "../errors.ts";
import type { RemoteFacts } from "../location.ts";
import { shownUrl, type Authorise, type Headers, type WebClient } from "../web/web-client.ts";

/** What S3 tells of one object besides its bytes. */
export interface ObjectFacts extends RemoteFacts {
  /** Of a bucket that keeps versions: reading it cannot meet another one. */
  readonly version?: string;
}

/**
 * Asks for an object's checksum and version (HeadObject with `x-amz-checksum-mode`, Amazon S3 API Reference). A
 * server that does not answer this is asked no further: what it would have told is unknown, and the bytes are
 * pinned by their ETag as ever.
 *
 * @throws LOCATION_CHANGED where it is not the object of the listing
 */
export async function objectFacts(
  client: WebClient,
  object: { readonly url: URL; readonly etag: string; readonly authorise?: Authorise },
): Promise<ObjectFacts> {
  const { url, etag, authorise } = object;
  const answer = await client
    .get(url, {
      method: "HEAD",
      headers: { "x-amz-checksum-mode": "ENABLED" },
      refusals: "hand-on",
      ...(authorise === undefined ? {} : { authorise }),
    })
    .catch(() => undefined);
  client.deps.signal.throwIfAborted();
  answer?.drop();
  if (answer?.status !== 200) return { facts: {} };
  const { headers } = answer;
  const at = shownUrl(url);
  if (headers["etag"] !== undefined && headers["etag"] !== etag)
    throw locationErrors.changed(`${at} is not the version that the listing names.`, { at });
  const sha256 = fullChecksum(headers);
  const version = headers["x-amz-version-id"];
  return {
    facts: {},
    ...(sha256 === undefined ? {} : { claimed: { sha256, by: "S3 checksum" } }),
    // `null` is the version of what was there before versions were kept: it can be overwritten.
    ...(version === undefined || version === "null" || !/^[\w.~-]{1,1024}$/.test(version) ? {} : { version }),
  };
}

/** Hex; undefined where it is the checksum of the checksums of parts, which says nothing of the whole. */
function fullChecksum(headers: Headers): string | undefined {
  const text = headers["x-amz-checksum-sha256"] ?? "";
  if (headers["x-amz-checksum-type"] === "COMPOSITE" || !/^[A-Za-z0-9+/]{43}=$/.test(text)) return undefined;
  return Buffer.from(text, "base64").toString("hex");
}

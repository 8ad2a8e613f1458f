import { spool, FormatFault, type ByteSource } from "../../../formats/index.ts";
import { locationErrors } from "../errors.ts";
import { blockCache } from "./block-cache.ts";
import {
  passing,
  shownUrl,
  type Authorise,
  type Headers,
  type WebAnswer,
  type WebClient,
} from "./web-client.ts";

export interface RemoteObject {
  readonly url: URL;
  readonly authorise?: Authorise;
  readonly headers?: Headers;
  /** As a listing told: another size is an error. */
  readonly bytes?: number;
  /** As a listing told: the object must still be this one. */
  readonly etag?: string;
  /** A file that may be a web page itself. */
  readonly mayBePage?: boolean;
}

/** Up to here a file is fetched at once: one request costs less than many. */
const wholeUpTo = 1024 * 1024;
const firstPiece = 256 * 1024;

/**
 * A file behind HTTP as a source of bytes. Parts are fetched as they are asked for, all of the same version: the
 * server's ETag (or date) is asked for with every part (RFC 9110, If-Range and If-Match) and compared with what comes.
 * A server that gives no parts, or names no version to hold on to, is read once, as a whole, up to a limit.
 *
 * @throws LOCATION_*; LOCATION_CHANGED from `read` and `close`
 */
export async function remoteSource(client: WebClient, object: RemoteObject): Promise<ByteSource> {
  const at = shownUrl(object.url);
  const want = object.bytes === undefined ? firstPiece : Math.min(object.bytes, wholeUpTo);
  return client.retried(async () => {
    const answer = await client.get(object.url, {
      ...(object.authorise === undefined ? {} : { authorise: object.authorise }),
      headers: { ...object.headers, ...(want > 0 ? { range: `bytes=0-${want - 1}` } : {}) },
      expect: object.bytes ?? client.limits.spool,
    });
    try {
      refusePage(answer, object);
      const known = validatorOf(answer.headers);
      if (object.etag !== undefined && known.etag !== undefined && known.etag !== object.etag)
        throw locationErrors.changed(`${at} is not the version that the listing names.`, { at });
      if (answer.status === 416 && /^bytes \*\/0$/.test(answer.headers["content-range"] ?? "")) {
        answer.drop();
        return sized(await spool([], { maxBytes: 0 }), object, at);
      }
      if (answer.status === 200) return sized(await wholeOf(client, answer, at), object, at);
      if (answer.status !== 206)
        throw locationErrors.wrongAnswer(`${at} answers with status ${answer.status}.`, { at });
      const range = rangeOf(answer, at);
      if (range.start !== 0 || range.end !== Math.min(want, range.total))
        throw locationErrors.wrongAnswer(`${at} sends another part than was asked for.`, { at });
      if (object.bytes !== undefined && range.total !== object.bytes)
        throw locationErrors.changed(`${at} has ${range.total} bytes; ${object.bytes} were announced.`, {
          at,
        });
      if (range.end < range.total && known.etag === undefined && known.modified === undefined) {
        answer.drop();
        return sized(await unpinned(client, object, at), object, at);
      }
      const first = await exactly(answer.body, range.end, at);
      return parts(client, object, { total: range.total, known, first, at });
    } catch (thrown) {
      answer.drop();
      throw thrown;
    }
  });
}

interface Validator {
  /** A strong one, or undefined. */
  readonly etag?: string;
  /** A weak one says only roughly that it is the same; it is compared and never asked with. */
  readonly weak?: string;
  readonly modified?: string;
}

function validatorOf(headers: Headers): Validator {
  const tag = headers["etag"];
  const modified = headers["last-modified"];
  return {
    ...(tag === undefined || tag === "" ? {} : tag.startsWith("W/") ? { weak: tag } : { etag: tag }),
    ...(modified === undefined || modified === "" ? {} : { modified }),
  };
}

const same = (a: Validator, b: Validator): boolean =>
  a.etag === b.etag && a.weak === b.weak && (a.etag !== undefined || a.modified === b.modified);

function parts(
  client: WebClient,
  object: RemoteObject,
  version: {
    readonly total: number;
    readonly known: Validator;
    readonly first: Uint8Array;
    readonly at: string;
  },
): ByteSource {
  const { total, known, first, at } = version;
  let spoilt: Error | undefined;
  const changed = (): Error => {
    spoilt = locationErrors.changed(`${at} changed while it was examined.`, { at });
    return spoilt;
  };
  const fetchPart = (start: number, end: number): Promise<Uint8Array> =>
    client.retried(async () => {
      const answer = await client.get(object.url, {
        ...(object.authorise === undefined ? {} : { authorise: object.authorise }),
        headers: {
          ...object.headers,
          range: `bytes=${start}-${end - 1}`,
          ...(known.etag === undefined ? {} : { "if-match": known.etag, "if-range": known.etag }),
        },
        expect: end - start,
      });
      try {
        // The whole instead of a part is the answer of If-Range to a change; 412 is that of If-Match.
        if (answer.status === 412 || answer.status === 200 || answer.status === 416) throw changed();
        if (answer.status !== 206)
          throw locationErrors.wrongAnswer(`${at} answers with status ${answer.status}.`, { at });
        const range = rangeOf(answer, at);
        if (range.total !== total || !same(known, validatorOf(answer.headers))) throw changed();
        if (range.start !== start || range.end !== end)
          throw locationErrors.wrongAnswer(
            `${at} sends bytes ${range.start} to ${range.end} where ${start} to ${end} were asked for.`,
            { at },
          );
        return await exactly(answer.body, end - start, at);
      } catch (thrown) {
        answer.drop();
        throw thrown;
      }
    });
  const cache = blockCache(total, first, fetchPart);
  return {
    size: total,
    async read(offset, length) {
      if (spoilt !== undefined) throw spoilt;
      return cache.read(offset, length);
    },
    close: () => (spoilt === undefined ? Promise.resolve() : Promise.reject(spoilt)),
  };
}

/** The whole of it, as one answer: nothing can change in the middle. */
async function unpinned(client: WebClient, object: RemoteObject, at: string): Promise<ByteSource> {
  const answer = await client.get(object.url, {
    ...(object.authorise === undefined ? {} : { authorise: object.authorise }),
    ...(object.headers === undefined ? {} : { headers: object.headers }),
    expect: client.limits.spool,
  });
  if (answer.status === 200) return wholeOf(client, answer, at);
  answer.drop();
  throw locationErrors.wrongAnswer(`${at} answers with status ${answer.status}.`, { at });
}

async function wholeOf(client: WebClient, answer: WebAnswer, at: string): Promise<ByteSource> {
  const announced = lengthOf(answer.headers["content-length"]);
  const most = client.limits.spool;
  const tooLarge = (): Error =>
    locationErrors.tooLarge(`${at} gives no parts of a file, and the whole has more than ${most} bytes.`, {
      at,
    });
  if (announced !== undefined && announced > most) throw tooLarge();
  try {
    const source = await spool(answer.body, { maxBytes: most });
    if (announced === undefined || source.size === announced) return source;
    await source.close();
    throw passing(`${at} sends ${source.size} bytes where it announced ${announced}.`, at);
  } catch (thrown) {
    throw thrown instanceof FormatFault ? tooLarge() : thrown;
  }
}

function sized(source: ByteSource, { bytes }: RemoteObject, at: string): ByteSource {
  if (bytes === undefined || bytes === source.size) return source;
  void source.close();
  throw locationErrors.changed(`${at} has ${source.size} bytes; ${bytes} were announced.`, { at });
}

async function exactly(body: AsyncIterable<Uint8Array>, length: number, at: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let got = 0;
  for await (const piece of body) {
    if (got + piece.length > length)
      throw locationErrors.wrongAnswer(`${at} sends more bytes than it says.`, { at });
    bytes.set(piece, got);
    got += piece.length;
  }
  if (got < length) throw passing(`${at} breaks off after ${got} of ${length} bytes.`, at);
  return bytes;
}

/** `bytes 0-99/1234` (RFC 9110, 14.4) as start, the byte behind the end, and the whole. */
function rangeOf({ headers }: WebAnswer, at: string) {
  const read = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16})$/.exec(headers["content-range"] ?? "");
  const [start, last, total] = (read ?? []).slice(1).map(Number);
  if (
    start === undefined ||
    last === undefined ||
    total === undefined ||
    start > last ||
    last >= total ||
    !Number.isSafeInteger(total)
  )
    throw locationErrors.wrongAnswer(`${at} sends a part of a file and does not say properly which.`, { at });
  const length = lengthOf(headers["content-length"]);
  if (length !== undefined && length !== last + 1 - start)
    throw locationErrors.wrongAnswer(`${at} contradicts itself about how many bytes it sends.`, { at });
  return { start, end: last + 1, total };
}

const lengthOf = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;

function refusePage({ headers }: WebAnswer, { url, mayBePage }: RemoteObject): void {
  const type = headers["content-type"]?.toLowerCase() ?? "";
  if (mayBePage === true || !(type.startsWith("text/html") || type.startsWith("application/xhtml"))) return;
  if (/\.x?html?$/i.test(url.pathname)) return;
  throw locationErrors.webPage(`${shownUrl(url)} answers with a web page.`, { at: shownUrl(url) });
}

import type { Dispatcher } from "undici";
import type { JsonValue } from "../../../contracts/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import { parseJson, visibleText } from "../../../formats/index.ts";
import { connectionFailure } from "../../transport/failure.ts";
import { locationErrors } from "../errors.ts";
import {
  defaultLocationLimits,
  type LocationDeps,
  type LocationLimits,
  type LocationSettings,
} from "../location.ts";
import { connectionsFrom } from "./connections.ts";

export type Headers = Readonly<Record<string, string>>;

/** What proves who is asking. Asked anew for each request, and only for the origin it belongs to. */
export type Authorise = (url: URL, headers: Headers, method: "GET" | "HEAD") => Headers | Promise<Headers>;

export interface WebAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where it came from, after redirects. */
  readonly url: URL;
  /** The body, piece by piece; ends with an error where it breaks off or comes too slowly. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Reads no further. */
  drop(): void;
}

export interface WebClient {
  readonly home: URL;
  readonly limits: LocationLimits;
  readonly deps: LocationDeps;
  /** One GET or HEAD, redirects followed. To be called inside of `retried`. */
  get(url: URL, options?: GetOptions): Promise<WebAnswer>;
  /** A whole body within a limit, retried where it breaks off. */
  document(url: URL, options?: GetOptions & { readonly most?: number }): Promise<WebDocument>;
  json(url: URL, options?: GetOptions): Promise<{ readonly value: JsonValue; readonly answer: WebDocument }>;
  /** Runs `once` again, after a growing pause, where a transfer broke or the server is in trouble. */
  retried<T>(once: () => Promise<T>): Promise<T>;
  fetched(): number;
  dispose(): Promise<void>;
}

export interface GetOptions {
  /** `GET` unless told. */
  readonly method?: "HEAD";
  readonly headers?: Headers;
  readonly authorise?: Authorise;
  /** How many bytes are wanted: sets how long a transfer may take. */
  readonly expect?: number;
  /** Whether statuses of refusal (401, 403, 404) are handed on instead of thrown. */
  readonly refusals?: "hand-on";
}

export interface WebDocument extends Omit<WebAnswer, "body" | "drop"> {
  readonly bytes: Buffer;
}

/** A break that another try may mend. */
class Passing extends Error {
  readonly error: BartizanError;
  readonly waitMs: number | undefined;
  constructor(error: BartizanError, waitMs?: number) {
    super(error.message);
    this.error = error;
    this.waitMs = waitMs;
  }
}

const longestPauseMs = 30_000;

/** How an address is shown: without its query, where signatures stand. */
export const shownUrl = (url: URL): string =>
  visibleText(`${url.origin}${url.pathname}${url.search === "" ? "" : "?…"}`);

/**
 * Asks a location and whatever it leads to. Credentials go to the origin they were given for and nowhere else;
 * redirects never leave encryption nor lead into private networks; bodies come as they are, not compressed.
 */
export function webClient(home: URL, settings: LocationSettings, deps: LocationDeps): WebClient {
  const limits = { ...defaultLocationLimits, ...deps.limits };
  const connections = connectionsFrom(home, settings, deps, limits);
  let fetched = 0;

  async function hop(url: URL, options: GetOptions): Promise<WebAnswer> {
    const place = { at: shownUrl(url) };
    const plain: Headers = { "accept-encoding": "identity", ...options.headers };
    const headers =
      options.authorise !== undefined && url.origin === home.origin
        ? await options.authorise(url, plain, options.method ?? "GET")
        : plain;
    const enough =
      limits.silenceMs + Math.ceil(((options.expect ?? limits.document) / limits.slowest) * 1000);
    const stop = new AbortController();
    const signal = AbortSignal.any([deps.signal, stop.signal]);
    const timer = setTimeout(() => stop.abort(new Error("slow")), Math.min(enough, 2 ** 31 - 1));
    timer.unref();
    const failed = (thrown: unknown, progress: "connecting" | "answering"): Error => {
      clearTimeout(timer);
      deps.signal.throwIfAborted();
      const refusal = refusalIn(thrown);
      if (refusal !== undefined) return refusal;
      const sentence = stop.signal.aborted
        ? `${place.at}: the answer comes too slowly.`
        : connectionFailure(thrown, place, progress).message;
      return new Passing(locationErrors.unreachable(sentence, place));
    };
    let answer: Dispatcher.ResponseData;
    try {
      const { request } = await import("undici");
      const dispatcher = await connections.towards(url);
      answer = await request(url, { method: options.method ?? "GET", headers, signal, dispatcher });
    } catch (thrown) {
      throw failed(thrown, "connecting");
    }
    const { body } = answer;
    // What goes wrong with a body that nobody reads any more concerns nobody.
    body.on("error", () => undefined);
    async function* pieces(): AsyncGenerator<Uint8Array> {
      try {
        for await (const piece of body) {
          // Safe: no encoding is set, so bytes come.
          const bytes = piece as Uint8Array;
          fetched += bytes.length;
          yield bytes;
        }
      } catch (thrown) {
        throw failed(thrown, "answering");
      } finally {
        clearTimeout(timer);
      }
    }
    return {
      status: answer.statusCode,
      headers: singleHeaders(answer.headers),
      url,
      body: pieces(),
      drop() {
        clearTimeout(timer);
        body.destroy();
      },
    };
  }

  async function follow(first: URL, options: GetOptions): Promise<WebAnswer> {
    let url = first;
    for (let hops = 0; ; hops++) {
      const answer = await hop(url, options);
      const target = answer.headers["location"];
      if (![301, 302, 303, 307, 308].includes(answer.status) || target === undefined) return answer;
      answer.drop();
      if (hops >= limits.redirects)
        throw locationErrors.wrongAnswer(`${shownUrl(first)} redirects more than ${hops} times.`, {
          at: shownUrl(first),
        });
      url = nextUrl(url, target);
    }
  }

  async function get(url: URL, options: GetOptions = {}): Promise<WebAnswer> {
    const answer = await follow(url, options);
    const { status } = answer;
    const place = { at: shownUrl(answer.url) };
    if (status === 408 || status === 425 || status === 429 || status >= 500) {
      answer.drop();
      throw new Passing(
        locationErrors.unreachable(`${place.at} answers with status ${status}.`, place),
        pauseOf(answer.headers["retry-after"]),
      );
    }
    if (options.refusals !== "hand-on" && [401, 403, 404, 410].includes(status)) {
      answer.drop();
      throw status === 401 || status === 403
        ? locationErrors.unauthorised(`${place.at} answers with status ${status}.`, place)
        : locationErrors.notFound(`${place.at} answers with status ${status}.`, place);
    }
    const encoding = answer.headers["content-encoding"];
    if (encoding !== undefined && encoding !== "" && encoding.toLowerCase() !== "identity") {
      answer.drop();
      throw locationErrors.wrongAnswer(
        `${place.at} sends its answer as ${visibleText(encoding).slice(0, 40)}, though it was asked not to: its bytes are not the file's.`,
        place,
      );
    }
    return answer;
  }

  async function retried<T>(once: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once();
      } catch (thrown) {
        deps.signal.throwIfAborted();
        if (!(thrown instanceof Passing)) throw thrown;
        if (attempt >= limits.attempts) throw thrown.error;
        await deps.clock.sleep(thrown.waitMs ?? 250 * 2 ** attempt, deps.signal);
      }
    }
  }

  async function document(
    url: URL,
    { most = limits.document, ...options }: GetOptions & { readonly most?: number } = {},
  ): Promise<WebDocument> {
    return retried(async () => {
      const answer = await get(url, options);
      const { status, headers, url: at, body } = answer;
      const held: Uint8Array[] = [];
      let size = 0;
      for await (const piece of body) {
        size += piece.length;
        if (size > most) {
          answer.drop();
          throw locationErrors.tooLarge(`${shownUrl(at)} sends more than ${most} bytes.`, {
            at: shownUrl(at),
          });
        }
        held.push(piece);
      }
      return { status, headers, url: at, bytes: Buffer.concat(held, size) };
    });
  }

  return {
    home,
    limits,
    deps,
    get,
    document,
    retried,
    async json(url, options) {
      const answer = await document(url, options);
      const place = { at: shownUrl(answer.url) };
      if (answer.status !== 200)
        throw locationErrors.wrongAnswer(`${place.at} answers with status ${answer.status}.`, place);
      try {
        return { value: parseJson(answer.bytes, { file: place.at }), answer };
      } catch (cause) {
        throw locationErrors.wrongAnswer(`${place.at} answers with something that is no JSON.`, place, {
          cause,
        });
      }
    },
    fetched: () => fetched,
    dispose: () => connections.dispose(),
  };
}

/** A broken transfer that may be tried again. */
export const passing = (sentence: string, at: string): Error =>
  new Passing(locationErrors.unreachable(sentence, { at }));

function nextUrl(from: URL, target: string): URL {
  const place = { at: shownUrl(from) };
  const url = URL.parse(target, from.href);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw locationErrors.refused(`${place.at} redirects to something that is no web address.`, place);
  if (from.protocol === "https:" && url.protocol !== "https:")
    throw locationErrors.refused(`${place.at} redirects out of encryption, to ${url.host}.`, place);
  if (url.username !== "" || url.password !== "")
    throw locationErrors.refused(`${place.at} redirects to an address with a password in it.`, place);
  url.hash = "";
  return url;
}

/** Thrown while connecting, it comes wrapped. */
function refusalIn(thrown: unknown): BartizanError | undefined {
  let here = thrown;
  for (let depth = 0; depth < 6 && here instanceof Error; depth++) {
    if (here instanceof BartizanError && here.code === "LOCATION_REFUSED") return here;
    here = here instanceof AggregateError ? here.errors[0] : here.cause;
  }
  return undefined;
}

function singleHeaders(headers: Dispatcher.ResponseData["headers"]): Readonly<Record<string, string>> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) single[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  return single;
}

/** Seconds or a date; never longer than is sensible. */
function pauseOf(retryAfter: string | undefined): number | undefined {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter)
    ? Math.min(longestPauseMs, Number(retryAfter) * 1000)
    : undefined;
}

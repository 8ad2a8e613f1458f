import type { Dispatcher } from "undici";
import type { TargetConfig, TargetDeps } from "../adapter.ts";
import type { Reservation } from "../budget/budget.ts";
import type { CookieJar } from "../cookies/cookie-jar.ts";
import { targetErrors } from "../errors.ts";
import type { Attempt } from "../pacing/pacer.ts";
import { readQuota } from "../pacing/quota.ts";
import { BartizanError } from "../../errors/index.ts";
import { connectionFailure } from "./failure.ts";
import { pricesOf } from "./prices.ts";
import { redacted } from "./redacted.ts";
import type { Redactor } from "./redactor.ts";
import { refusalOf, statusClass } from "./refusal.ts";
import { wireResponse, type WireResponse } from "./response.ts";

/** One request, ready to go. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface TokenCount {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface CallOptions<T> {
  readonly signal: AbortSignal;
  /** Takes secrets out of every error. */
  readonly redactor: Redactor;
  /** Cookies to send and to store into. */
  readonly cookies?: CookieJar;
  /**
   * `component` counts against the budget; `hook`, a test hook of the user's environment, does not.
   * Both are paced.
   */
  readonly purpose: "component" | "hook";
  /** Whether to follow redirects within the origin. */
  readonly follow?: boolean;
  /** Statuses of 400 and more that `read` wants to see for itself. */
  readonly accept?: readonly number[];
  /** Reads the answer while the request still holds its place. `used` settles the budget. */
  read(response: WireResponse): Promise<{ readonly value: T; readonly used?: TokenCount }>;
}

export interface Called<T> {
  readonly value: T;
  readonly status: number;
  readonly attempts: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** Carries requests to one target: paced, within the budget, to its own hosts only. */
export interface Transport {
  call<T>(wanted: WireRequest, options: CallOptions<T>): Promise<Called<T>>;
  /** For connections that are not plain requests. */
  readonly dispatcher: Dispatcher;
  /** @throws TARGETS_HOST_NOT_LISTED */
  assertListed(url: URL): void;
  dispose(): Promise<void>;
}

const mostRedirects = 5;

/** The parts a transport is made of. `urls` are those the configuration names. */
export function createTransport(parts: {
  readonly config: TargetConfig;
  readonly deps: TargetDeps;
  readonly dispatcher: Dispatcher;
  readonly urls: readonly string[];
  readonly rateLimitKey: string;
}): Transport {
  const { config, deps, dispatcher, rateLimitKey } = parts;
  const origins = new Set(parts.urls.map((url) => new URL(url).origin));
  const limits = {
    concurrency: config.concurrency,
    ...(config.requests_per_minute !== undefined && { requestsPerMinute: config.requests_per_minute }),
  };

  deps.pacer.declare(rateLimitKey, limits);

  const assertListed = (url: URL): void => {
    if (origins.has(url.origin)) return;
    throw targetErrors.hostNotListed(`${url.origin} is not named in the configuration of \`${config.id}\`.`, {
      at: url.origin,
    });
  };

  /** One request on the wire, redirects included. */
  const exchange = async (
    wanted: WireRequest,
    options: CallOptions<unknown>,
    signal: AbortSignal,
  ): Promise<WireResponse> => {
    let here = wanted;
    for (let hops = 0; ; hops++) {
      assertListed(here.url);
      const response = await sendOnce(here, options, signal);
      options.cookies?.store(response.setCookie, here.url);
      const next = redirectOf(here, response);
      if (next === undefined) return response;
      await response.beginning(0);
      refuseRedirect(here, next, options.follow === true && hops < mostRedirects);
      here = next;
    }
  };

  const sendOnce = async (
    wanted: WireRequest,
    options: CallOptions<unknown>,
    signal: AbortSignal,
  ): Promise<WireResponse> => {
    const cookie = options.cookies?.headerFor(wanted.url);
    try {
      const { request } = await import("undici");
      const data = await request(wanted.url, {
        method: wanted.method,
        headers: {
          "accept-encoding": "identity",
          ...wanted.headers,
          ...(cookie !== undefined && { cookie }),
        },
        ...(wanted.body !== undefined && { body: wanted.body }),
        dispatcher,
        signal,
      });
      return wireResponse(data, wanted.url, config.max_response_bytes);
    } catch (error) {
      if (signal.aborted) throw error;
      throw connectionFailure(error, { at: `${wanted.url.origin}${wanted.url.pathname}` }, "connecting");
    }
  };

  const attempt = async <T>(
    wanted: WireRequest,
    options: CallOptions<T>,
  ): Promise<Attempt<Omit<Called<T>, "attempts">>> => {
    const reservation = options.purpose === "component" ? reserve(config, deps, wanted) : undefined;
    const timer = new AbortController();
    const signal = AbortSignal.any([options.signal, timer.signal]);
    const rest = new AbortController();
    deps.clock.sleep(config.timeout_ms, rest.signal).then(
      () => timer.abort(),
      () => undefined,
    );
    try {
      const response = await exchange(wanted, options, signal);
      const quota = readQuota(response.headers, deps.clock.now());
      const kind =
        options.accept?.includes(response.status) === true ? "answer" : statusClass(response.status);
      if (kind !== "answer") {
        const error = await refusalOf(response);
        reservation?.settle({ inputTokens: 0, outputTokens: 0 });
        if (kind === "limited") return { kind, error, quota };
        if (kind === "retryable") return { kind, error };
        throw error;
      }
      const { value, used } = await options.read(response);
      reservation?.settle(used);
      return {
        kind: "answered",
        quota,
        value: {
          value,
          status: response.status,
          bytesSent: wanted.body === undefined ? 0 : Buffer.byteLength(wanted.body),
          bytesReceived: response.bytesReceived(),
        },
      };
    } catch (error) {
      const failure = called(error, options.signal, timer.signal, wanted, config);
      settleFailed(reservation, failure);
      // Lost before any byte of the answer: worth another try.
      if (failure.code === "TARGETS_CONNECTION_RESET") return { kind: "retryable", error: failure };
      throw failure;
    } finally {
      rest.abort();
    }
  };

  return {
    dispatcher,
    assertListed,
    call: async (wanted, options) => {
      try {
        const { value, attempts } = await deps.pacer.run({
          key: options.purpose === "hook" ? `${rateLimitKey} hooks` : rateLimitKey,
          limits: options.purpose === "hook" ? { concurrency: config.concurrency } : limits,
          signal: options.signal,
          attempt: () => attempt(wanted, options),
        });
        return { ...value, attempts };
      } catch (error) {
        throw redacted(error, options.redactor);
      }
    },
    dispose: () => dispatcher.destroy(),
  };
}

function redirectOf(from: WireRequest, response: WireResponse): WireRequest | undefined {
  const location = response.headers["location"];
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return undefined;
  if (!URL.canParse(location, from.url.href)) return undefined;
  const url = new URL(location, from.url);
  const keeps = response.status === 307 || response.status === 308 || from.method === "GET";
  if (keeps) return { ...from, url };
  const { "content-type": _, ...headers } = from.headers;
  return { method: "GET", url, headers };
}

function refuseRedirect(from: WireRequest, to: WireRequest, mayFollow: boolean): void {
  const place = { at: `${from.url.origin}${from.url.pathname}` };
  if (to.url.origin !== from.url.origin) {
    throw targetErrors.redirected(`${place.at} redirects to ${to.url.origin}.`, place);
  }
  if (!mayFollow) throw targetErrors.redirected(`${place.at} redirects to ${to.url.pathname}.`, place);
}

/** Four bytes a token is the usual rough figure; the answer's share is not known beforehand. */
function reserve(config: TargetConfig, deps: TargetDeps, wanted: WireRequest): Reservation {
  const bytes = wanted.body === undefined ? 0 : Buffer.byteLength(wanted.body);
  return deps.budget.reserve({ inputTokens: Math.ceil(bytes / 4), outputTokens: 0, ...pricesOf(config) });
}

const neverReached = new Set([
  "TARGETS_NAME_NOT_RESOLVED",
  "TARGETS_CONNECTION_REFUSED",
  "TARGETS_UNREACHABLE",
  "TARGETS_CONNECT_TIMEOUT",
  "TARGETS_TLS_FAILED",
  "TARGETS_HOST_NOT_LISTED",
]);

function settleFailed(reservation: Reservation | undefined, failure: BartizanError): void {
  if (neverReached.has(failure.code)) reservation?.release();
  else reservation?.settle();
}

/** What an attempt threw, as an error of the catalogue. */
function called(
  error: unknown,
  caller: AbortSignal,
  timer: AbortSignal,
  wanted: WireRequest,
  config: TargetConfig,
): BartizanError {
  const place = { at: `${wanted.url.origin}${wanted.url.pathname}` };
  if (caller.aborted) return targetErrors.aborted(`The request to ${place.at} was called off.`, place);
  if (timer.aborted) {
    return targetErrors.timeout(
      `${place.at} did not finish its answer within ${config.timeout_ms} ms.`,
      place,
    );
  }
  if (error instanceof BartizanError) return error;
  return connectionFailure(error, place, "connecting");
}

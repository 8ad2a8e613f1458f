import type { About } from "./wire/about.ts";
import { guardRequest, replyResponse } from "./wire/fetch-exchange.ts";
import { readingOf, unknownDialect, type Reading } from "./options.ts";
import type { WireGuard } from "./wire/wire-guard.ts";

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface FetchOptions {
  /** Who answers; the global `fetch` unless told. */
  readonly fetch?: Fetch;
  /** The part of addresses before the protocol's own paths, such as `https://host/openai/v1`. */
  readonly baseURL?: string;
  readonly about?: About | ((request: Request) => About);
  readonly others?: "refuse" | "pass";
}

/** `fetch` with the guard around it. A refusal is an answer with the protocol's own error, so that clients raise theirs. */
export function guardedFetch(wire: WireGuard, options: FetchOptions = {}): Fetch {
  const { about = {}, others = "refuse" } = options;
  const forward = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  return async (input, init) => {
    const request = new Request(input, init);
    let reading: Reading | undefined;
    try {
      reading = readingOf(wire, request.method, pathBelow(request.url, options.baseURL), { others });
    } catch (error) {
      return replyResponse(wire.reply(unknownDialect, error));
    }
    if (reading === undefined) return forward(request);
    const who = typeof about === "function" ? about(request) : about;
    return guardRequest(wire, reading.dialect, request, reading.path, who, (guarded) => forward(guarded));
  };
}

/** The protocol's path: what follows the base, under the `/v1` that protocols write. */
function pathBelow(url: string, baseURL: string | undefined): string {
  const { pathname } = new URL(url);
  if (baseURL === undefined) return pathname;
  const base = new URL(baseURL).pathname.replace(/\/$/u, "");
  return pathname.startsWith(`${base}/`) ? `/v1${pathname.slice(base.length)}` : pathname;
}

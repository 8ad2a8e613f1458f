import type { Taken } from "../../../contracts/index.ts";
import type { Counter } from "./claim.ts";

/** What is left of a counter, as a client is told. */
export interface Standing {
  readonly counter: Counter;
  readonly taken: Taken;
}

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/**
 * `x-ratelimit-limit|remaining|reset-requests|tokens`, as OpenAI's clients read them: of each kind the
 * budget of which the smallest part is left. Money is nobody's business but the operator's.
 */
export function rateHeaders(standings: readonly Standing[]): Headers {
  const headers: Record<string, string> = {};
  for (const kind of ["requests", "tokens"] as const) {
    let tightest: Standing | undefined;
    for (const standing of standings)
      if (
        standing.counter.kind === kind &&
        (tightest === undefined || partLeft(standing) < partLeft(tightest))
      )
        tightest = standing;
    if (tightest === undefined) continue;
    const { counter, taken } = tightest;
    headers[`x-ratelimit-limit-${kind}`] = String(counter.bucket.capacity);
    headers[`x-ratelimit-remaining-${kind}`] = String(Math.max(0, Math.floor(taken.left)));
    headers[`x-ratelimit-reset-${kind}`] = `${wholeSeconds(taken.resetAfter ?? 0)}s`;
  }
  return headers;
}

/** `retry-after` in whole seconds, at least 1; nothing when waiting does not help. */
export function retryHeaders(retryAfter: number): Headers {
  return Number.isFinite(retryAfter) ? { "retry-after": String(Math.max(1, wholeSeconds(retryAfter))) } : {};
}

const partLeft = ({ counter, taken }: Standing): number =>
  counter.bucket.capacity === 0 ? 0 : taken.left / counter.bucket.capacity;

const wholeSeconds = (seconds: number): number => (Number.isFinite(seconds) ? Math.ceil(seconds) : 0);

import { errors, type JWTVerifyGetKey } from "jose";
import type { Clock } from "../../../contracts/index.ts";
import { identityErrors } from "../errors.ts";
import { keySet } from "./key-set.ts";

/** As much of `fetch` as is needed. */
export type FetchKeys = (
  url: string,
  options: { readonly signal: AbortSignal; readonly redirect: "error" },
) => Promise<{
  readonly ok: boolean;
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array> | null;
}>;

export interface RemoteKeysOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly freshSeconds: number;
  readonly cooldownSeconds: number;
  readonly staleSeconds: number;
  readonly fetch: FetchKeys;
  readonly clock: Pick<Clock, "now">;
}

const MAX_BYTES = 512 * 1024;

/**
 * Keys of an issuer from its address. Fetched once at a time, not more often than `cooldownSeconds` allows
 * (a token that names an unknown key asks for a fetch, and anybody can write such a token), within a
 * time-out, without redirects. Known keys go on serving while a fetch hangs or fails, until they are stale.
 *
 * @throws (from the lookup) IDENTITY_KEYS_UNAVAILABLE when there are none to check with
 */
export function remoteKeys(options: RemoteKeysOptions): JWTVerifyGetKey {
  const { url, timeoutMs, clock } = options;
  let known: { readonly keys: JWTVerifyGetKey; readonly at: number } | undefined;
  let fetching: Promise<void> | undefined;
  let triedAt = -Infinity;

  async function fetchKeys(): Promise<void> {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await options.fetch(url, { signal, redirect: "error" });
      if (!response.ok) throw new Error(`status ${response.status}`);
      known = { keys: keySet(await bounded(response.body, signal), url), at: clock.now() };
    } finally {
      fetching = undefined;
    }
  }

  /** The fetch that is under way, or a new one where the last is long enough ago. */
  function refresh(): Promise<void> | undefined {
    if (fetching !== undefined) return fetching;
    if (clock.now() - triedAt < options.cooldownSeconds * 1000) return undefined;
    triedAt = clock.now();
    fetching = fetchKeys();
    return fetching;
  }

  async function current(): Promise<JWTVerifyGetKey> {
    const age = known === undefined ? Infinity : clock.now() - known.at;
    if (known !== undefined && age < options.staleSeconds * 1000) {
      if (age >= options.freshSeconds * 1000) refresh()?.catch(() => undefined);
      return known.keys;
    }
    known = undefined;
    let cause: unknown;
    await refresh()?.catch((error: unknown) => {
      cause = error;
    });
    // Read anew: the fetch has set it, which the compiler cannot see.
    const fetched = known as { readonly keys: JWTVerifyGetKey } | undefined;
    if (fetched !== undefined) return fetched.keys;
    throw identityErrors.keysUnavailable("The issuer's keys cannot be fetched.", { at: url }, { cause });
  }

  return async (header, token) => {
    const keys = await current();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const fetched = refresh();
      if (fetched === undefined) throw error;
      await fetched.catch(() => undefined);
      return (known?.keys ?? keys)(header, token);
    }
  };
}

async function bounded(body: AsyncIterable<Uint8Array> | null, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    signal.throwIfAborted();
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error("too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

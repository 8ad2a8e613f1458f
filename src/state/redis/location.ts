import type { RedisOptions } from "ioredis";
import { stateErrors } from "../errors.ts";

/** Where a Redis or Valkey is. */
export interface RedisLocation {
  readonly cluster: boolean;
  readonly options: Pick<RedisOptions, "host" | "port" | "username" | "password" | "db" | "tls">;
  /** For messages: without user and password. */
  readonly shown: string;
}

const schemes = new Map([
  ["redis:", { tls: false, cluster: false }],
  ["valkey:", { tls: false, cluster: false }],
  ["rediss:", { tls: true, cluster: false }],
  ["valkeys:", { tls: true, cluster: false }],
  ["redis+cluster:", { tls: false, cluster: true }],
  ["rediss+cluster:", { tls: true, cluster: true }],
]);

/**
 * Reads `REDIS_URL`. The address is never repeated in a failure: it holds a password.
 *
 * @throws STATE_BAD_URL
 * @example redisLocation("rediss://app:secret@cache.internal:6380/2")
 */
export function redisLocation(text: string): RedisLocation {
  const url = URL.parse(text);
  const scheme = url === null ? undefined : schemes.get(url.protocol);
  if (url === null || scheme === undefined || url.hostname === "")
    throw stateErrors.badUrl("This is not the address of a Redis or Valkey.");
  if (url.search !== "" || url.hash !== "")
    throw stateErrors.badUrl("The address of a Redis has no part after `?` or `#`.");
  const db = /^\/?$/.test(url.pathname) ? 0 : Number(/^\/(\d{1,5})$/.exec(url.pathname)?.[1] ?? NaN);
  if (Number.isNaN(db)) throw stateErrors.badUrl("The path of a Redis address is a database number.");
  if (scheme.cluster && db !== 0) throw stateErrors.badUrl("A cluster has no databases but 0.");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? 6379 : Number(url.port);
  return {
    cluster: scheme.cluster,
    options: {
      host,
      port,
      db,
      ...(url.username === "" ? {} : { username: decoded(url.username) }),
      ...(url.password === "" ? {} : { password: decoded(url.password) }),
      ...(scheme.tls ? { tls: {} } : {}),
    },
    shown: `${url.protocol}//${url.hostname}:${port}`,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw stateErrors.badUrl("User or password of a Redis address are not percent-encoded.", {}, { cause });
  }
}

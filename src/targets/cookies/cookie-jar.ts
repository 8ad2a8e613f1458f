import type { Clock } from "../../contracts/index.ts";

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** Without a `Domain` attribute a cookie goes back to exactly the host that set it. */
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly expiresAt: number | undefined;
  readonly order: number;
}

/**
 * The cookies of one conversation (RFC 6265, the parts that concern sending them back: domain, path,
 * secure, expiry, and the `__Host-` and `__Secure-` prefixes). Bounded in number and size.
 */
export interface CookieJar {
  store(setCookie: readonly string[], url: URL): void;
  /** The `Cookie` header for this URL; undefined when none applies. */
  headerFor(url: URL): string | undefined;
  value(name: string, url: URL): string | undefined;
  /** A copy that goes its own way. */
  copy(): CookieJar;
  clear(): void;
}

const mostCookies = 200;
const mostBytes = 4_096;

export function createCookieJar(clock: Pick<Clock, "now">, start: readonly Cookie[] = []): CookieJar {
  const cookies = new Map<string, Cookie>(start.map((cookie) => [keyOf(cookie), cookie]));
  let order = start.length;

  const matching = (url: URL): Cookie[] =>
    [...cookies.values()]
      .filter((cookie) => cookie.expiresAt === undefined || cookie.expiresAt > clock.now())
      .filter((cookie) =>
        cookie.hostOnly ? hostOf(url) === cookie.domain : domainMatches(hostOf(url), cookie.domain),
      )
      .filter((cookie) => pathMatches(url.pathname, cookie.path))
      .filter((cookie) => !cookie.secure || isSecure(url))
      .sort((a, b) => b.path.length - a.path.length || a.order - b.order);

  return {
    store: (setCookie, url) => {
      for (const line of setCookie) {
        const cookie = parseCookie(line, url, clock.now(), order++);
        if (cookie === undefined) continue;
        const key = keyOf(cookie);
        if (cookie.expiresAt !== undefined && cookie.expiresAt <= clock.now()) cookies.delete(key);
        else if (cookies.has(key) || cookies.size < mostCookies) cookies.set(key, cookie);
      }
    },
    headerFor: (url) => {
      const pairs = matching(url).map((cookie) => `${cookie.name}=${cookie.value}`);
      return pairs.length === 0 ? undefined : pairs.join("; ");
    },
    value: (name, url) => matching(url).find((cookie) => cookie.name === name)?.value,
    copy: () => createCookieJar(clock, [...cookies.values()]),
    clear: () => cookies.clear(),
  };
}

const keyOf = (cookie: Cookie): string => `${cookie.domain}\n${cookie.path}\n${cookie.name}`;
const hostOf = (url: URL): string => url.hostname.toLowerCase();
const isAddress = (host: string): boolean => host.startsWith("[") || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
const isSecure = (url: URL): boolean => url.protocol === "https:" || url.protocol === "wss:";

function parseCookie(line: string, url: URL, now: number, order: number): Cookie | undefined {
  if (line.length > mostBytes) return undefined;
  const [pair = "", ...rest] = line.split(";");
  const equals = pair.indexOf("=");
  const name = pair.slice(0, Math.max(equals, 0)).trim();
  const value = pair.slice(equals + 1).trim();
  if (equals < 1 || name === "" || !isToken(name) || !isSafeValue(value)) return undefined;
  const attributes = new Map(rest.map((part) => attribute(part)));
  const domain = attributes.get("domain")?.replace(/^\./, "").toLowerCase() ?? "";
  if (domain !== "" && !mayName(hostOf(url), domain)) return undefined;
  const secure = attributes.has("secure");
  if (secure && !isSecure(url)) return undefined;
  const path = attributes.get("path") ?? "";
  const cookie: Cookie = {
    name,
    value,
    domain: domain === "" ? hostOf(url) : domain,
    hostOnly: domain === "" || isAddress(domain),
    path: path.startsWith("/") ? path : defaultPath(url.pathname),
    secure,
    expiresAt: expiry(attributes, now),
    order,
  };
  return prefixHolds(cookie, domain) ? cookie : undefined;
}

const isToken = (name: string): boolean => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
/** What a `Cookie` header can carry without breaking out of its place. */
const isSafeValue = (value: string): boolean => /^[\x21-\x3a\x3c-\x7e ]*$/.test(value);

function attribute(part: string): [string, string] {
  const equals = part.indexOf("=");
  if (equals === -1) return [part.trim().toLowerCase(), ""];
  return [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()];
}

/** A host may set cookies for itself and for a parent, but not for a top-level name or an address. */
function mayName(host: string, domain: string): boolean {
  if (host === domain) return true;
  return !isAddress(host) && domain.includes(".") && host.endsWith(`.${domain}`);
}

const domainMatches = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`);

/** RFC 6265 section 5.1.4. */
function pathMatches(path: string, cookiePath: string): boolean {
  if (path === cookiePath) return true;
  return path.startsWith(cookiePath) && (cookiePath.endsWith("/") || path[cookiePath.length] === "/");
}

function defaultPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

/** `Max-Age` wins over `Expires`. */
function expiry(attributes: ReadonlyMap<string, string>, now: number): number | undefined {
  const maxAge = attributes.get("max-age");
  if (maxAge !== undefined && /^-?\d{1,12}$/.test(maxAge)) return now + Number(maxAge) * 1_000;
  const expires = attributes.get("expires");
  const at = expires === undefined || expires.length > 60 ? Number.NaN : Date.parse(expires);
  return Number.isNaN(at) ? undefined : at;
}

function prefixHolds(cookie: Cookie, domain: string): boolean {
  if (cookie.name.startsWith("__Host-")) return cookie.secure && domain === "" && cookie.path === "/";
  return !cookie.name.startsWith("__Secure-") || cookie.secure;
}

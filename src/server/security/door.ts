import { isIP } from "node:net";
import { serverErrors } from "../errors.ts";

/** The addresses this server answers for, and how it is reached. */
export interface Door {
  /** Values of the `host` header that are ours, lower case. Anything else may be DNS rebinding. */
  readonly hosts: ReadonlySet<string>;
  /** Values of `origin` that are ours. */
  readonly origins: ReadonlySet<string>;
  /** Whether browsers reach us by https: the cookie is then `Secure`. */
  readonly secure: boolean;
  /** Whether a proxy stands in front, so that the last `x-forwarded-for` entry is the client. */
  readonly behindProxy: boolean;
  /** Where a person opens the console. */
  readonly url: string;
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Reads `--behind-tls`: an https origin and nothing more. */
function publicOrigin(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.protocol !== "https:" || url.origin !== text.replace(/\/$/, ""))
    throw serverErrors.notLoopback("`--behind-tls` wants an https origin.", { at: "--behind-tls" });
  return url;
}

/** Refuses to listen beyond loopback unless a TLS-terminating proxy's public address is named. */
export function checkListening(host: string, behindTls: string | undefined): void {
  if (behindTls !== undefined) publicOrigin(behindTls);
  else if (!isLoopback(host))
    throw serverErrors.notLoopback(`${host} is not a loopback address, and no TLS is in front.`, {
      at: "--host",
    });
}

export function doorOf(host: string, port: number, behindTls: string | undefined): Door {
  const bracketed = host.includes(":") ? `[${host}]` : host;
  const local = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `${bracketed}:${port}`];
  if (behindTls === undefined) {
    return {
      hosts: new Set(local),
      origins: new Set(local.map((at) => `http://${at}`)),
      secure: false,
      behindProxy: false,
      url: `http://${bracketed}:${port}`,
    };
  }
  const url = publicOrigin(behindTls);
  return {
    hosts: new Set([...local, url.host]),
    origins: new Set([url.origin]),
    secure: true,
    behindProxy: true,
    url: url.origin,
  };
}

export function checkHost(door: Door, host: string | undefined): void {
  if (host === undefined || !door.hosts.has(host.toLowerCase()))
    throw serverErrors.hostRefused("This server does not answer for the host the request names.");
}

/**
 * Against cross-site requests. A changing request with an `origin` must come from this console; one
 * without is taken only when no cookie speaks for it (a program with a bearer token has neither).
 */
export function checkOrigin(door: Door, headers: Headers, byCookie: boolean): void {
  const origin = headers.get("origin");
  if (origin !== null) {
    if (!door.origins.has(origin))
      throw serverErrors.originRefused("The request was made from another site.");
    return;
  }
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none")
    throw serverErrors.originRefused("The request was made from another site.");
  if (byCookie && site !== "same-origin")
    throw serverErrors.originRefused("A request with a session cookie has to name its origin.");
}

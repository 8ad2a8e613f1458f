import { domainToUnicode } from "node:url";

/** What is odd about where an address leads; undefined for most. */
export interface Oddity {
  readonly rule: "ip-host" | "user-information" | "punycode" | "data-in-mail" | "unusual-port";
  readonly score: number;
  readonly why: string;
}

export function oddityOf(url: URL): Oddity | undefined {
  const { hostname, username, port } = url;
  if (url.protocol === "mailto:")
    return url.search.length > 40
      ? { rule: "data-in-mail", score: 0.5, why: "A mail address with a text that would be sent." }
      : undefined;
  if (username !== "")
    return {
      rule: "user-information",
      score: 0.8,
      why: "What stands before the host looks like another host.",
    };
  if (/^[0-9.]+$/u.test(hostname) || hostname.startsWith("["))
    return isLocal(hostname)
      ? undefined
      : { rule: "ip-host", score: 0.6, why: "The address has a number where a host has its name." };
  if (hostname.includes("xn--") && domainToUnicode(hostname).split(".").some(mixesScripts))
    return {
      rule: "punycode",
      score: 0.5,
      why: "The host name has letters of another script among Latin ones.",
    };
  if (port !== "" && Number(port) > 1023 && hostname !== "localhost" && !commonPorts.has(port))
    return { rule: "unusual-port", score: 0.35, why: `The address leads to port ${port}.` };
  return undefined;
}

/** `пример` is what it says it is, and so is `münchen`; `nоrdpay` with one Cyrillic letter is not. */
const mixesScripts = (label: string): boolean =>
  /[a-z]/u.test(label) &&
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(label);

const commonPorts = new Set([
  "3000",
  "5000",
  "5173",
  "8000",
  "8080",
  "8443",
  "8888",
  "9000",
  "9090",
  "9200",
  "5432",
]);

/** Addresses of one's own machine and network: nothing leaves through them. */
const isLocal = (host: string): boolean =>
  /^(?:127|10|0)\.|^192\.168\.|^172\.(?:1[6-9]|2[0-9]|3[01])\./u.test(host) || host === "[::1]";

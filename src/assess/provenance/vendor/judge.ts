import type { JsonValue } from "../../../contracts/index.ts";
import { sha256 } from "../../../formats/index.ts";
import { listOf, member, textOf } from "../json-member.ts";
import type { VendorDocument, VendorFinding, VendorTls as TlsPart } from "./report.ts";

const day = 86_400_000;
const soon = 21 * day;

type VendorTls = Omit<TlsPart, "chain"> & {
  readonly chain: readonly { readonly validUntil: string; readonly key: string }[];
};

/** What is weak about an endpoint's side of TLS. */
export function judgeTls(
  { protocol, cipher, chain, trusted, problem }: VendorTls,
  now: number,
): VendorFinding[] {
  const found: VendorFinding[] = [];
  const add = (rule: string, severity: VendorFinding["severity"], message: string): void =>
    void found.push({ rule: `tls/${rule}`, severity, message });
  const own = chain[0];
  const expired = own !== undefined && Date.parse(own.validUntil) < now;
  if (expired) add("certificate-expired", "high", `The certificate was valid until ${own.validUntil}.`);
  else if (!trusted)
    add(
      "certificate-not-trusted",
      "high",
      `The certificate is not trusted (${problem ?? "no reason given"}).`,
    );
  else if (own !== undefined && Date.parse(own.validUntil) - now < soon)
    add("certificate-ends-soon", "low", `The certificate is valid until ${own.validUntil}.`);
  if (protocol !== "TLSv1.3" && protocol !== "TLSv1.2")
    add("old-protocol", "high", `The endpoint speaks ${protocol}; TLS 1.2 is the least (RFC 8996).`);
  if (/_(?:CBC|RC4|3DES|NULL)_|^TLS_RSA_/.test(cipher))
    add(
      "weak-cipher",
      "medium",
      `The endpoint chose ${cipher}: no forward secrecy or no authenticated encryption.`,
    );
  const bits = /^rsa (\d{1,6})$/.exec(own?.key ?? "")?.[1];
  if (bits !== undefined && Number(bits) < 2048)
    add("small-key", "high", `The certificate's RSA key has ${bits} bits; 2048 is the least.`);
  return found;
}

/** What the headers of an API lack. Headers that only matter to browsers are not asked for. */
export function judgeHeaders(headers: Readonly<Record<string, string>>, secure: boolean): VendorFinding[] {
  const found: VendorFinding[] = [];
  if (secure && headers["strict-transport-security"] === undefined)
    found.push({
      rule: "headers/no-hsts",
      severity: "low",
      message: "No `strict-transport-security`: a client may be led to plain HTTP.",
    });
  if (headers["access-control-allow-origin"] === "*")
    found.push({
      rule: "headers/any-origin",
      severity: "low",
      message: "Web pages of any origin may read the answers (`access-control-allow-origin: *`).",
    });
  return found;
}

/** A model's name that the vendor may point elsewhere at any time. `undated`: nothing in it pins a version. */
export function pinningOf(name: string): "moving" | "undated" | "pinned" {
  const words = name
    .toLowerCase()
    .slice(0, 300)
    .split(/[-_:@/. ]/);
  if (words.some((word) => ["latest", "auto", "default", "current", "stable"].includes(word)))
    return "moving";
  // A date (2024-08-06, 20240806), a numbered build (0613, 001), a revision or a digest.
  if (/\d{4}-\d{2}-\d{2}/.test(name)) return "pinned";
  const build = words.slice(1).some((word) => /^(?:\d{3,4}|\d{8}|[0-9a-f]{40}|[0-9a-f]{64})$/.test(word));
  return build ? "pinned" : "undated";
}

export function judgeModelName(name: string): VendorFinding[] {
  const pinning = pinningOf(name);
  if (pinning === "pinned") return [];
  return [
    pinning === "moving"
      ? {
          rule: "model/moving-alias",
          severity: "medium",
          message: `\`${name.slice(0, 200)}\` is a moving alias: the vendor may put another model behind it at any time.`,
        }
      : {
          rule: "model/undated-name",
          severity: "low",
          message: `Nothing in \`${name.slice(0, 200)}\` pins a version; a fingerprint shows whether it changes.`,
        },
  ];
}

const mostModels = 100_000;

export interface ReadListing {
  readonly models: number;
  readonly digest: string;
  readonly listed: boolean;
}

/** Reads a `/v1/models` answer; undefined where it is none. */
export function readListing(body: JsonValue, pinned: string): ReadListing | undefined {
  const data = member(body, "data");
  if (!Array.isArray(data) || data.length > mostModels) return undefined;
  const names = listOf(data).flatMap((item) => textOf(member(item, "id")) ?? []);
  if (names.length < data.length) return undefined;
  return {
    models: names.length,
    digest: sha256(names.toSorted().join("\n")),
    listed: names.includes(pinned),
  };
}

/** A document as the manifest names it, and the digest of what lies there. */
export interface GivenDocument {
  readonly path: string;
  readonly scope: string;
  readonly sha256?: string;
  readonly expected?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** Where a document stands today; its last day counts whole, in UTC. */
export function standingOf(document: GivenDocument, now: number): VendorDocument {
  return { ...document, status: status() };
  function status(): VendorDocument["status"] {
    if (document.sha256 === undefined) return "missing";
    if (document.expected !== undefined && document.expected !== document.sha256) return "differs";
    if (document.validUntil !== undefined && Date.parse(document.validUntil) + day <= now) return "expired";
    if (document.validFrom !== undefined && Date.parse(document.validFrom) > now) return "not-yet-valid";
    return document.validUntil === undefined ? "undated" : "current";
  }
}

export function judgeDocuments(documents: readonly VendorDocument[]): VendorFinding[] {
  return documents.flatMap(({ path, status, validUntil, validFrom }): VendorFinding[] => {
    const said = (severity: VendorFinding["severity"], message: string): VendorFinding[] => [
      { rule: `document/${status}`, severity, message: `${path}: ${message}` },
    ];
    switch (status) {
      case "current":
        return [];
      case "missing":
        return said("medium", "it is not there.");
      case "differs":
        return said("high", "it is not the document whose digest was given.");
      case "expired":
        return said("medium", `it held until ${validUntil}.`);
      case "not-yet-valid":
        return said("medium", `it holds from ${validFrom} on.`);
      case "undated":
        return said("low", "nothing says until when it holds.");
      default:
        return status satisfies never;
    }
  });
}

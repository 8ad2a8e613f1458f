import { createHash, createHmac } from "node:crypto";
import type { Headers } from "../web/web-client.ts";

export interface S3Credentials {
  readonly id: string;
  readonly secret: string;
  readonly session?: string;
}

const emptyDigest = createHash("sha256").digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
/** As RFC 3986 has it: `encodeURIComponent` leaves five signs that AWS wants encoded. */
export const awsEncoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * A GET or HEAD without body, signed by AWS Signature Version 4 for the service `s3` (AWS, "Authenticating Requests:
 * Using the Authorization Header"). The URL's path must already be encoded.
 *
 * @param at milliseconds since the Unix epoch
 */
export function signV4(
  url: URL,
  headers: Headers,
  credentials: S3Credentials,
  region: string,
  at: number,
  method: "GET" | "HEAD" = "GET",
): Headers {
  const time = new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const day = time.slice(0, 8);
  const all: Record<string, string> = {
    ...headers,
    "x-amz-content-sha256": emptyDigest,
    "x-amz-date": time,
    ...(credentials.session === undefined ? {} : { "x-amz-security-token": credentials.session }),
  };
  const signed = Object.entries({ ...all, host: url.host })
    // A proxy may write this one anew.
    .filter(([name]) => name !== "accept-encoding")
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(";");
  const query = [...url.searchParams]
    .map(([name, value]): [string, string] => [awsEncoded(name), awsEncoded(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const canonical = [
    method,
    url.pathname,
    query,
    ...signed.map(([name, value]) => `${name}:${value}`),
    "",
    names,
    emptyDigest,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", time, scope, createHash("sha256").update(canonical).digest("hex")].join(
    "\n",
  );
  const key = hmac(hmac(hmac(hmac(`AWS4${credentials.secret}`, day), region), "s3"), "aws4_request");
  const signature = hmac(key, toSign).toString("hex");
  return {
    ...all,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.id}/${scope},SignedHeaders=${names},Signature=${signature}`,
  };
}

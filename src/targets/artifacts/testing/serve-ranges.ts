import { createHash } from "node:crypto";
import type { Answer } from "../../testing/real-server.ts";
import type { SecretReader } from "../../../contracts/index.ts";
import type { LocationDeps } from "../location.ts";

/** What is served: bytes, or a size with the bytes computed where they are asked for. */
export interface Served {
  readonly size: number;
  slice(start: number, end: number): Uint8Array;
}

export const servedBytes = (bytes: Uint8Array): Served => ({
  size: bytes.length,
  slice: (start, end) => bytes.subarray(start, end),
});

/** Answers a GET as RFC 9110 has it: ranges, If-Match, If-Range. */
export function serveRanges(file: Served, etag = '"v1"'): Answer {
  return ({ headers }, response) => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "");
    if (headers["if-match"] !== undefined && headers["if-match"] !== etag)
      return response.writeHead(412).end();
    const fresh = headers["if-range"] === undefined || headers["if-range"] === etag;
    if (range === null || !fresh)
      return response
        .writeHead(200, { etag, "content-length": file.size })
        .end(Buffer.from(file.slice(0, Math.min(file.size, 64 * 1024 * 1024))));
    const start = Number(range[1]);
    const end = Math.min(Number(range[2]) + 1, file.size);
    if (start >= file.size) return response.writeHead(416, { "content-range": `bytes */${file.size}` }).end();
    return response
      .writeHead(206, {
        etag,
        "content-range": `bytes ${start}-${end - 1}/${file.size}`,
        "content-length": end - start,
      })
      .end(file.slice(start, end));
  };
}

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** No pause is waited for; secrets are what the test says. */
export function locationDeps(
  secrets: Readonly<Record<string, string>> = {},
  more: Partial<LocationDeps> = {},
): LocationDeps {
  const read: SecretReader = (reference) =>
    Object.hasOwn(secrets, reference)
      ? Promise.resolve(secrets[reference] ?? "")
      : Promise.reject(new Error(`no secret ${reference}`));
  return {
    secrets: read,
    clock: { now: () => Date.parse("2026-11-23T12:00:00Z"), sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
    env: {},
    ...more,
  };
}

import { createHash } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { startServer, type Answer } from "../../testing/real-server.ts";
import { openLocation } from "../index.ts";
import { locationDeps, servedBytes, serveRanges } from "../testing/serve-ranges.ts";
import { readListing } from "./listing.ts";
import { signV4 } from "./sign-v4.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

it("a request is signed as the example of AWS's documentation", () => {
  const credentials = {
    id: "AKIAIOSFODNN7EXAMPLE",
    secret: ["wJalrXUtnFEMI", "K7MDENG", "bPxRfiCYEXAMPLEKEY"].join("/"),
  };
  const { authorization } = signV4(
    new URL("https://examplebucket.s3.amazonaws.com/test.txt"),
    { range: "bytes=0-9" },
    credentials,
    "us-east-1",
    Date.parse("2013-05-24T00:00:00Z"),
  );
  expect(authorization).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
});

const object = (key: string, size: number, etag: string): string =>
  `<Contents><Key>${key}</Key><Size>${size}</Size><ETag>&quot;${etag}&quot;</ETag></Contents>`;
const page = (inner: string, next?: string): string =>
  `<?xml version="1.0"?><ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>${inner}${next === undefined ? "" : `<NextContinuationToken>${next}</NextContinuationToken>`}</ListBucketResult>`;
const weights = Buffer.alloc(1_500_000, 3);

async function bucket(file: Answer) {
  const server = await startServer((request, response, raw) => {
    const url = new URL(request.url, "http://x");
    if (url.pathname === "/models" && url.searchParams.get("list-type") === "2")
      return response.end(
        url.searchParams.get("continuation-token") === "a+b/="
          ? page(object("v1/w%20%2B.bin", weights.length, "e1") + object("v10/other", 1, "e2"))
          : page(object("v1/", 0, "e0") + object("v1/config.json", 2, "e3"), "a+b/="),
      );
    return file(request, response, raw);
  });
  closers.push(() => server.close());
  return server;
}
const list = async (endpoint: string) => {
  const listing = await openLocation(
    "s3://models/v1",
    { endpoint, token: "env:S3" },
    locationDeps({ "env:S3": "ID:the-secret:the-session" }),
  );
  closers.push(() => listing.dispose());
  return listing;
};

it("a prefix is listed page by page, and its objects are read at the version listed", async () => {
  const server = await bucket(serveRanges(servedBytes(weights), '"e1"'));
  const { files } = await list(server.url);
  expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
    ["v1/config.json", 2],
    ["v1/w +.bin", weights.length],
  ]);
  const source = await files[1]?.open();
  expect(Buffer.from((await source?.read(0, weights.length)) ?? []).equals(weights)).toBe(true);
  expect(server.seen.at(-1)).toMatchObject({
    url: "/models/v1/w%20%2B.bin",
    headers: { "if-match": '"e1"', "x-amz-security-token": "the-session" },
  });
  expect(server.seen.every(({ headers }) => headers.authorization?.includes("Credential=ID/"))).toBe(true);
  expect(JSON.stringify(server.seen)).not.toContain("the-secret");
});

it("an object that was written anew after the listing is not examined in its place", async () => {
  const { url } = await bucket(serveRanges(servedBytes(weights), '"e9"'));
  const { files } = await list(url);
  await expect(files[1]?.open()).rejects.toMatchObject({ code: "LOCATION_CHANGED" });
});

it("a listing that breaks off is none", () => {
  expect(readListing("<ListBucketResult><Contents><Key>a")).toBeUndefined();
  expect(readListing("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>")).toBeUndefined();
  expect(readListing("<Error><Code>AccessDenied</Code></Error>")).toBeUndefined();
  expect(readListing(page(""))).toEqual({ objects: [] });
});

/** A bucket that keeps versions: what its HEAD tells, and whether versions may be read by their id. */
async function versioned(told: Readonly<Record<string, string>>, mayReadVersions = true) {
  const served = serveRanges(servedBytes(weights), '"e1"');
  return bucket((request, response, raw) => {
    if (request.method === "HEAD") return response.writeHead(200, { etag: '"e1"', ...told }).end();
    if (!mayReadVersions && request.url.includes("versionId=")) return response.writeHead(403).end();
    return served(request, response, raw);
  });
}
const opened = async (server: { readonly url: string }) => {
  const { files } = await list(server.url);
  const [, file] = files;
  await (await file?.open())?.close();
  return file?.told?.();
};
const sum = createHash("sha256").update(weights).digest();

it("the checksum of a whole object is what its location claims; that of its parts is none", async () => {
  const checksum = { "x-amz-checksum-sha256": sum.toString("base64") };
  const server = await versioned({ ...checksum, "x-amz-checksum-type": "FULL_OBJECT" });
  expect(await opened(server)).toMatchObject({ claimed: { sha256: sum.toString("hex"), by: "S3 checksum" } });
  const asked = server.seen.find(({ method }) => method === "HEAD");
  expect(asked?.headers).toMatchObject({ "x-amz-checksum-mode": "ENABLED" });
  expect(asked?.headers.authorization).toContain("x-amz-checksum-mode");
  for (const told of [
    { ...checksum, "x-amz-checksum-type": "COMPOSITE" },
    { "x-amz-checksum-sha256": `${sum.toString("base64")}-3` },
    { "x-amz-checksum-sha256": "nonsense" },
  ])
    expect((await opened(await versioned(told)))?.claimed).toBeUndefined();
});

it("where versions are kept every part is read of one version, by its id where that is allowed", async () => {
  const told = { "x-amz-version-id": "3HL4kqtJ.vjVBH40Nr" };
  const server = await versioned(told);
  expect(await opened(server)).toMatchObject({ facts: { version: "3HL4kqtJ.vjVBH40Nr" } });
  expect(server.seen.at(-1)?.url).toBe("/models/v1/w%20%2B.bin?versionId=3HL4kqtJ.vjVBH40Nr");
  const closed = await versioned(told, false);
  expect((await opened(closed))?.facts["version"]).toContain("no right to");
  expect(closed.seen.at(-1)).toMatchObject({ url: "/models/v1/w%20%2B.bin" });
  expect((await opened(await versioned({ "x-amz-version-id": "null" })))?.facts).toEqual({});
});

it("a server that knows no HEAD is read as before", async () => {
  const served = serveRanges(servedBytes(weights), '"e1"');
  const server = await bucket((request, response, raw) =>
    request.method === "HEAD" ? response.writeHead(501).end() : served(request, response, raw),
  );
  expect(await opened(server)).toEqual({ facts: {} });
});

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

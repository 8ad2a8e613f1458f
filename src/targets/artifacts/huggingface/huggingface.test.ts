import { afterEach, expect, it } from "vitest";
import { startServer, json, type Answer } from "../../testing/real-server.ts";
import { openLocation } from "../index.ts";
import { locationDeps, servedBytes, serveRanges, sha256Of } from "../testing/serve-ranges.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
async function serve(answer: Answer) {
  const server = await startServer(answer);
  closers.push(() => server.close());
  return server;
}
const sha = "0123456789abcdef0123456789abcdef01234567";
const weights = Buffer.alloc(2_000_000, 7);

async function hub(siblings: unknown) {
  const cdn = await serve(serveRanges(servedBytes(weights)));
  const server = await serve((request, response, raw) => {
    if (request.url === "/api/models/org/name/revision/main?blobs=true")
      return json(response, { sha, siblings });
    if (request.url === `/org/name/resolve/${sha}/config.json`)
      return serveRanges(servedBytes(Buffer.from("{}")), '"c"')(request, response, raw);
    if (request.url === `/org/name/resolve/${sha}/sub/model%20a.bin`)
      return response
        .writeHead(302, { location: `${cdn.url}/blob?Signature=s`, "x-linked-etag": '"l"' })
        .end();
    return response.writeHead(404).end();
  });
  return { server, cdn };
}

const siblings = [
  { rfilename: "config.json", size: 2 },
  { rfilename: "sub/model a.bin", size: 2_000_000, lfs: { sha256: sha256Of(weights), size: 2_000_000 } },
];

it("a repository is listed at its commit, with what LFS claims, and read through its redirects", async () => {
  const { server, cdn } = await hub(siblings);
  const listing = await openLocation(
    "hf://org/name@main",
    { endpoint: server.url, token: "env:HF" },
    locationDeps({ "env:HF": "hf-secret" }),
  );
  closers.push(() => listing.dispose());
  expect(listing.address).toBe(`hf://org/name@${sha}`);
  expect(listing.files.map(({ path, bytes, claimed }) => [path, bytes, claimed?.sha256])).toEqual([
    ["config.json", 2, undefined],
    ["sub/model a.bin", 2_000_000, sha256Of(weights)],
  ]);
  const source = await listing.files[1]?.open();
  expect(Buffer.from((await source?.read(0, 2_000_000)) ?? []).equals(weights)).toBe(true);
  expect(server.seen.every(({ headers }) => headers.authorization === "Bearer hf-secret")).toBe(true);
  expect(cdn.seen.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
});

it("one path of it may be named", async () => {
  const { server } = await hub(siblings);
  const listing = await openLocation("hf://org/name/sub", { endpoint: server.url }, locationDeps());
  closers.push(() => listing.dispose());
  expect(listing.files.map(({ path }) => path)).toEqual(["sub/model a.bin"]);
  await expect(
    openLocation("hf://org/name/none", { endpoint: server.url }, locationDeps()),
  ).rejects.toMatchObject({ code: "LOCATION_NOT_FOUND" });
});

it("a size that is not what was listed is a change, and a path that leads out is refused", async () => {
  const { server } = await hub([{ rfilename: "config.json", size: 3 }]);
  const listing = await openLocation("hf://org/name", { endpoint: server.url }, locationDeps());
  closers.push(() => listing.dispose());
  await expect(listing.files[0]?.open()).rejects.toMatchObject({ code: "LOCATION_CHANGED" });
  const { server: hostile } = await hub([{ rfilename: "../../etc/passwd", size: 3 }]);
  await expect(
    openLocation("hf://org/name", { endpoint: hostile.url }, locationDeps()),
  ).rejects.toMatchObject({
    code: "LOCATION_WRONG_ANSWER",
  });
});

it.each(["hf://org", "hf://org/..", "hf://org/name@main/../x", "hf://a b/c"])(
  "%s is no address",
  async (address) => {
    await expect(openLocation(address, {}, locationDeps())).rejects.toMatchObject({
      code: "LOCATION_BAD_ADDRESS",
    });
  },
);

import { afterEach, expect, it } from "vitest";
import { json, startServer } from "../../testing/real-server.ts";
import { openLocation } from "../index.ts";
import { locationDeps, servedBytes, serveRanges, sha256Of } from "../testing/serve-ranges.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const layer = Buffer.alloc(1_200_000, 5);
const manifest = Buffer.from(
  JSON.stringify({
    schemaVersion: 2,
    config: { mediaType: "application/json", digest: `sha256:${sha256Of(Buffer.from("{}"))}`, size: 2 },
    layers: [
      {
        mediaType: "application/vnd.cncf.model.weight.v1.raw",
        digest: `sha256:${sha256Of(layer)}`,
        size: layer.length,
        annotations: { "org.opencontainers.image.title": "weights/model.bin" },
      },
    ],
  }),
);
const digest = `sha256:${sha256Of(manifest)}`;

async function registry(sent = manifest) {
  const server = await startServer((request, response, raw) => {
    const { host = "", authorization } = request.headers;
    if (request.url.startsWith("/token"))
      return json(response, {
        token: authorization === `Basic ${btoa("me:password")}` ? "t-me" : "t-nobody",
      });
    if (authorization === undefined || !authorization.startsWith("Bearer t-"))
      return response
        .writeHead(401, { "www-authenticate": `Bearer realm="http://${host}/token",service="reg"` })
        .end();
    if (request.url === "/v2/team/model/manifests/v1")
      return json(response, { manifests: [{ mediaType: "x", digest, size: manifest.length }] });
    if (request.url === `/v2/team/model/manifests/${digest}`) return response.end(sent);
    if (request.url === `/v2/team/model/blobs/sha256:${sha256Of(layer)}`)
      return serveRanges(servedBytes(layer))(request, response, raw);
    return response.writeHead(404).end();
  });
  closers.push(() => server.close());
  return server;
}

it("an index leads to manifests, these to blobs, by a token for pulling", async () => {
  const server = await registry();
  const deps = locationDeps({ "env:REG": "me:password" });
  const address = "oci://reg.example/team/model:v1";
  const listing = await openLocation(address, { endpoint: server.url, token: "env:REG" }, deps);
  closers.push(() => listing.dispose());
  expect(listing.files.map(({ path, bytes }) => [path, bytes])).toEqual([
    [`sha256-${sha256Of(Buffer.from("{}"))}`, 2],
    ["weights/model.bin", layer.length],
  ]);
  expect(listing.files[1]?.claimed?.sha256).toBe(sha256Of(layer));
  const source = await listing.files[1]?.open();
  expect(Buffer.from((await source?.read(0, layer.length)) ?? []).equals(layer)).toBe(true);
  expect(server.seen.at(-1)?.headers.authorization).toBe("Bearer t-me");
  expect(server.seen.find(({ url }) => url.startsWith("/token"))?.url).toContain(
    "repository%3Ateam%2Fmodel%3Apull",
  );
});

it("a manifest that is not the one named is refused", async () => {
  const server = await registry(Buffer.from(`${manifest.toString()} `));
  await expect(
    openLocation(`oci://reg.example/team/model@${digest}`, { endpoint: server.url }, locationDeps()),
  ).rejects.toMatchObject({ code: "LOCATION_WRONG_ANSWER" });
});

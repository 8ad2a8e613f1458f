import { afterEach, describe, expect, it } from "vitest";
import { json, startServer, type Answer, type SeenRequest } from "../../testing/real-server.ts";
import { openLocation } from "../index.ts";
import type { LocationDeps, LocationSettings } from "../location.ts";
import { locationDeps, servedBytes, serveRanges } from "../testing/serve-ranges.ts";
import { readMlflowAddress } from "./mlflow-address.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const weights = Buffer.alloc(2_000_000, 9);
const api = "/api/2.0/mlflow";
const proxy = "/api/2.0/mlflow-artifacts/artifacts";

interface Told {
  /** What get-download-uri says. */
  readonly uri?: string;
  /** Listings of folders, by path. */
  readonly folders?: Readonly<Record<string, unknown>>;
  /** Before anything else; true where it answered. */
  readonly first?: (request: SeenRequest, response: Parameters<Answer>[1]) => boolean;
}

const folder = "7/models/m/artifacts";
const usualFolders = {
  [folder]: [
    { path: "MLmodel", is_dir: false, file_size: 4 },
    { path: "data", is_dir: true },
  ],
  [`${folder}/data`]: [{ path: "w eights.bin", is_dir: false, file_size: String(weights.length) }],
};

/** A server that answers as MLflow's does. */
async function registry({ uri = `mlflow-artifacts:/${folder}`, folders = usualFolders, first }: Told = {}) {
  const server = await startServer((request, response, raw): unknown => {
    if (first?.(request, response) === true) return undefined;
    const url = new URL(request.url, "http://x");
    const query = Object.fromEntries(url.searchParams);
    const version = { name: "risk/model", version: "3", current_stage: "Production", status: "READY" };
    switch (url.pathname) {
      case `${api}/model-versions/get`:
        return query["name"] === "risk/model" && query["version"] === "3"
          ? json(response, { model_version: version })
          : json(response, { error_code: "RESOURCE_DOES_NOT_EXIST" }, 404);
      case `${api}/registered-models/alias`:
        return query["alias"] === "champion"
          ? json(response, { model_version: version })
          : json(
              response,
              { error_code: "INVALID_PARAMETER_VALUE", message: "Registered model alias not found" },
              400,
            );
      case `${api}/registered-models/get`:
        return json(response, {
          registered_model: { latest_versions: [{ version: "2", current_stage: "None" }, version] },
        });
      case `${api}/model-versions/get-download-uri`:
        return json(response, { artifact_uri: uri });
      case `${api}/runs/get`:
        return json(response, { run: { info: { artifact_uri: uri } } });
      case `${api}/logged-models/m-0123456789abcdef`:
        return json(response, { model: { info: { artifact_uri: `mlflow-artifacts:/${folder}` } } });
      case proxy:
        return json(response, { files: (folders as Record<string, unknown>)[query["path"] ?? ""] ?? [] });
      case `${proxy}/${folder}/MLmodel`:
        // As Flask streams it: whole, without length or version.
        return response.writeHead(200, { "content-disposition": "attachment" }).end("a: 1");
      case `${proxy}/${folder}/data/w%20eights.bin`:
        return serveRanges(servedBytes(weights))(request, response, raw);
      default:
        return response.writeHead(404).end();
    }
  });
  closers.push(() => server.close());
  return server;
}

async function open(
  server: { readonly port: number },
  path: string,
  settings: LocationSettings = {},
  deps: LocationDeps = locationDeps({ "env:MLFLOW": "user:secret", "env:S3": "ID:s3-secret" }),
) {
  const listing = await openLocation(`mlflow+http://127.0.0.1:${server.port}/${path}`, settings, deps);
  closers.push(() => listing.dispose());
  return listing;
}

describe("a registry of MLflow", () => {
  it.each([
    "models/risk%2Fmodel/3",
    "models/risk%2Fmodel/champion",
    "models/risk%2Fmodel/production",
    "models/risk%2Fmodel",
  ])("%s is the version 3, and its files are read from the server", async (path) => {
    const server = await registry();
    const listing = await open(server, path, { token: "env:MLFLOW" });
    expect(listing.address).toBe(`mlflow+http://127.0.0.1:${server.port}/models/risk%2Fmodel/3`);
    expect(listing.files.map((file) => [file.path, file.bytes])).toEqual([
      ["MLmodel", 4],
      ["data/w eights.bin", 2_000_000],
    ]);
    const [small, large] = await Promise.all(listing.files.map((file) => file.open()));
    expect(Buffer.from((await small?.read(0, 4)) ?? []).toString()).toBe("a: 1");
    expect(Buffer.from((await large?.read(0, weights.length)) ?? []).equals(weights)).toBe(true);
    const basic = `Basic ${Buffer.from("user:secret").toString("base64")}`;
    expect(server.seen.every(({ headers }) => headers.authorization === basic)).toBe(true);
  });

  it("a run, a part of it, and a logged model of MLflow 3 are found too", async () => {
    const server = await registry();
    expect((await open(server, "runs/0123456789abcdef/data")).files.map(({ path }) => path)).toEqual([
      "data/w eights.bin",
    ]);
    const logged = await registry({ uri: "models:/m-0123456789abcdef" });
    expect((await open(logged, "models/risk%2Fmodel/3")).files).toHaveLength(2);
  });

  it("artifacts in a bucket are read from there, with the bucket's own credential", async () => {
    const bucket = await startServer((request, response, raw) =>
      request.url.startsWith("/store?")
        ? response.end(
            `<ListBucketResult><Contents><Key>a/model/w.bin</Key><Size>${weights.length}</Size><ETag>"v1"</ETag></Contents></ListBucketResult>`,
          )
        : serveRanges(servedBytes(weights))(request, response, raw),
    );
    closers.push(() => bucket.close());
    const server = await registry({ uri: "s3://store/a/model" });
    const listing = await open(server, "models/risk%2Fmodel/3", {
      token: "env:MLFLOW",
      storage: { endpoint: bucket.url, token: "env:S3" },
    });
    expect(listing.files.map(({ path }) => path)).toEqual(["w.bin"]);
    expect((await listing.files[0]?.open())?.size).toBe(weights.length);
    expect(bucket.seen.every(({ headers }) => headers.authorization?.includes("Credential=ID/"))).toBe(true);
  });

  it("an alias or version that is not there is said, with the server's words", async () => {
    const server = await registry();
    await expect(open(server, "models/risk%2Fmodel/challenger")).rejects.toMatchObject({
      code: "LOCATION_NOT_FOUND",
      message: expect.stringContaining("alias not found"),
    });
    await expect(open(server, "models/risk%2Fmodel/4")).rejects.toMatchObject({
      code: "LOCATION_NOT_FOUND",
    });
    await expect(open(server, "models/risk%2Fmodel/staging")).rejects.toMatchObject({
      code: "LOCATION_NOT_FOUND",
    });
  });
});

describe("a registry that means harm", () => {
  it.each([
    ["climbs", [{ path: "..", is_dir: true }]],
    ["climbs by a path", [{ path: "../../secrets/key", is_dir: false }]],
    ["names a path instead of a name", [{ path: "data/w.bin", is_dir: false }]],
    ["writes with backslashes", [{ path: "..\\..\\key", is_dir: false }]],
    ["names nothing", [{ path: "", is_dir: true }]],
    ["names one file twice", [{ path: "a" }, { path: "a" }]],
  ])("a listing that %s is refused", async (_, entries) => {
    const server = await registry({ folders: { [folder]: entries } });
    await expect(open(server, "models/risk%2Fmodel/3")).rejects.toMatchObject({
      code: "LOCATION_WRONG_ANSWER",
    });
  });

  it.each([
    ["mlflow-artifacts:/../../etc", "LOCATION_WRONG_ANSWER"],
    ["mlflow-artifacts:/a/%2e%2e/b", "LOCATION_WRONG_ANSWER"],
    ["mlflow-artifacts://user@host/a", "LOCATION_WRONG_ANSWER"],
    ["file:///etc", "LOCATION_BAD_ADDRESS"],
    ["/var/lib/mlflow/1", "LOCATION_BAD_ADDRESS"],
    ["gs://bucket/a", "LOCATION_BAD_ADDRESS"],
    ["https://user:pass@attacker.example/w.bin", "LOCATION_BAD_ADDRESS"],
  ])("artifacts at %s are not read", async (uri, code) => {
    await expect(open(await registry({ uri }), "models/risk%2Fmodel/3")).rejects.toMatchObject({ code });
  });

  it("folders without end come to an end", async () => {
    const server = await registry({
      first: (request, response) => {
        if (!request.url.startsWith(`${proxy}?`)) return false;
        json(response, { files: [{ path: "again", is_dir: true }] });
        return true;
      },
    });
    await expect(open(server, "models/risk%2Fmodel/3")).rejects.toMatchObject({
      code: "LOCATION_TOO_LARGE",
    });
    expect(server.seen.length).toBeLessThan(60);
  });

  it("a size that is a lie is a change, before and after the bytes came", async () => {
    const entry = (size: number) => ({
      [folder]: [{ path: "MLmodel", is_dir: false, file_size: size }],
    });
    for (const size of [3, 5, 900_000]) {
      const { files } = await open(await registry({ folders: entry(size) }), "models/risk%2Fmodel/3");
      await expect(files[0]?.open()).rejects.toMatchObject({ code: "LOCATION_CHANGED" });
    }
    const lies = await registry({ folders: { [folder]: [{ path: "a", file_size: -1 }] } });
    await expect(open(lies, "models/risk%2Fmodel/3")).rejects.toMatchObject({
      code: "LOCATION_WRONG_ANSWER",
    });
  });

  it("another version than was asked for, HTML and an endless answer are no answers", async () => {
    const other = await registry({
      first: (request, response) => {
        if (!request.url.startsWith(`${api}/model-versions/get?`)) return false;
        json(response, { model_version: { version: "4" } });
        return true;
      },
    });
    await expect(open(other, "models/risk%2Fmodel/3")).rejects.toMatchObject({
      code: "LOCATION_WRONG_ANSWER",
    });
    const html = await registry({ first: (_, response) => Boolean(response.end("<html>sign in</html>")) });
    await expect(open(html, "models/risk%2Fmodel/3")).rejects.toMatchObject({
      code: "LOCATION_WRONG_ANSWER",
    });
    const endless = await registry({
      first: (_, response) => Boolean(response.end(Buffer.alloc(50_000, 32))),
    });
    await expect(
      open(endless, "models/risk%2Fmodel/3", {}, locationDeps({}, { limits: { document: 10_000 } })),
    ).rejects.toMatchObject({ code: "LOCATION_TOO_LARGE" });
  });

  it("a server that never answers is given up", async () => {
    const server = await registry({ first: () => true });
    await expect(
      open(server, "models/risk%2Fmodel/3", {}, locationDeps({}, { limits: { silenceMs: 50, attempts: 2 } })),
    ).rejects.toMatchObject({ code: "LOCATION_UNREACHABLE" });
  });

  it("redirects and foreign places of artifacts never see the credential", async () => {
    const elsewhere = await startServer((request, response, raw) =>
      request.url.startsWith(`${proxy}?`)
        ? json(response, { files: [{ path: "w.bin", file_size: weights.length }] })
        : serveRanges(servedBytes(weights))(request, response, raw),
    );
    closers.push(() => elsewhere.close());
    const redirecting = await registry({
      first: (request, response) => {
        if (!request.url.startsWith(`${proxy}/`)) return false;
        response.writeHead(302, { location: `${elsewhere.url}/blob?signature=s` }).end();
        return true;
      },
    });
    const listing = await open(redirecting, "models/risk%2Fmodel/3", { token: "env:MLFLOW" });
    expect((await listing.files[1]?.open())?.size).toBe(weights.length);
    const foreign = await registry({ uri: `mlflow-artifacts://127.0.0.1:${elsewhere.port}/x` });
    const there = await open(foreign, "models/risk%2Fmodel/3", { token: "env:MLFLOW" });
    expect((await there.files[0]?.open())?.size).toBe(weights.length);
    const plain = await registry({ uri: `${elsewhere.url}/model.bin?signature=hidden` });
    const web = await open(plain, "models/risk%2Fmodel/3", { token: "env:MLFLOW" });
    expect((await web.files[0]?.open())?.size).toBe(weights.length);
    expect(JSON.stringify(web.notes)).not.toContain("hidden");
    expect(elsewhere.seen.length).toBeGreaterThan(3);
    expect(elsewhere.seen.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
  });

  it("a public registry does not lead into private networks", async () => {
    const server = await registry({ uri: "https://127.0.0.1:1/model.bin" });
    let reached = 0;
    const { files } = await open(
      server,
      "models/risk%2Fmodel/3",
      {},
      // As if the registry's own address were public; only what it leads to is private.
      locationDeps(
        {},
        {
          network: {
            reachOf: (address) => (address === "127.0.0.1" && reached++ === 0 ? "public" : "private"),
          },
        },
      ),
    );
    await expect(files[0]?.open()).rejects.toMatchObject({ code: "LOCATION_REFUSED" });
  });
});

it.each([
  ["mlflow://reg.example/models/a/1", { kind: "version", model: "a", which: "1" }],
  ["mlflow://reg.example/models/a/@1", { kind: "alias", model: "a", which: "1" }],
  ["mlflow://reg.example/models/a/Staging", { kind: "stage", model: "a", which: "Staging" }],
  ["mlflow://reg.example/models/a", { kind: "stage", model: "a", which: "latest" }],
  ["mlflow://reg.example:5000/runs/0123456789abcdef", { kind: "run", run: "0123456789abcdef" }],
])("%s is read", (address, wanted) => {
  expect(readMlflowAddress(address)).toMatchObject({ wanted, scheme: "mlflow" });
  expect(readMlflowAddress(address).origin.startsWith("https://reg.example")).toBe(true);
});

it.each([
  "mlflow://",
  "mlflow://host",
  "mlflow://host/models/",
  "mlflow://host/models/%ff/1",
  "mlflow://host/models/a/1/../x",
  "mlflow://host/runs/../x",
  "mlflow://user:pass@host/models/a/1",
  "mlflow://host/models/a/1?x=y",
])("%s is no address", (address) => {
  expect(() => readMlflowAddress(address)).toThrow(expect.objectContaining({ code: "LOCATION_BAD_ADDRESS" }));
});

import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { certificate, startServer, type Answer, type RealServer } from "../../testing/real-server.ts";
import { openLocation, type LocationDeps, type LocationSettings } from "../index.ts";
import { locationDeps, servedBytes, serveRanges } from "../testing/serve-ranges.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
async function serve(answer: Answer, tls = false): Promise<RealServer> {
  const server = await startServer(answer, { tls });
  closers.push(() => server.close());
  return server;
}
async function open(address: string, settings: LocationSettings = {}, deps: LocationDeps = locationDeps()) {
  const listing = await openLocation(address, settings, deps);
  closers.push(() => listing.dispose());
  const [file] = listing.files;
  if (file === undefined) throw new Error("the listing is empty");
  return { listing, source: await file.open() };
}

const large = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31 + (i >> 11)) % 251);
const good = serveRanges(servedBytes(large));

describe("a file behind a web server", () => {
  it("is read in parts, each byte as it is, in any order", async () => {
    const { url } = await serve(good);
    const { source, listing } = await open(`${url}/model.bin`);
    expect(source.size).toBe(large.length);
    for (const [at, length] of [
      [2_999_000, 5000],
      [0, 10],
      [262_143, 2],
      [100_000, 2_000_000],
      [3_000_000, 1],
    ] as const)
      expect(Buffer.from(await source.read(at, length)).equals(large.subarray(at, at + length))).toBe(true);
    expect(listing.fetched()).toBeLessThan(4_000_000);
    await source.close();
  });

  it("is read whole where the server knows no parts, and where it names no version", async () => {
    const small = large.subarray(0, 700_000);
    for (const answer of [
      ((_, response) => response.end(small)) satisfies Answer,
      (({ headers }, response) =>
        headers.range === undefined
          ? response.end(small)
          : response
              .writeHead(206, { "content-range": `bytes 0-262143/${small.length}` })
              .end(small.subarray(0, 262_144))) satisfies Answer,
    ]) {
      const { url } = await serve(answer);
      const { source } = await open(`${url}/model.bin`);
      expect(Buffer.from(await source.read(0, 1_000_000)).equals(small)).toBe(true);
      await source.close();
    }
  });

  it("is not fetched without end", async () => {
    const { url } = await serve((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", more);
      more();
    });
    await expect(
      open(`${url}/x`, {}, locationDeps({}, { limits: { spool: 1_000_000 } })),
    ).rejects.toMatchObject({ code: "LOCATION_TOO_LARGE" });
  });

  it("may be empty", async () => {
    const { url } = await serve(serveRanges(servedBytes(new Uint8Array(0))));
    expect((await open(`${url}/empty`)).source.size).toBe(0);
  });

  it("that changes meanwhile is an error of every read from then on, and of the end", async () => {
    for (const second of [
      serveRanges(servedBytes(large), '"v2"'),
      serveRanges(servedBytes(large.subarray(0, 2_000_000)), '"v1"'),
      ((request, response, raw) => {
        // A server that ignores conditions, and does not tell of the new version by its status.
        const { "if-match": _, "if-range": __, ...headers } = request.headers;
        return serveRanges(servedBytes(large), '"v2"')({ ...request, headers }, response, raw);
      }) satisfies Answer,
    ]) {
      let asked = 0;
      const { url } = await serve((...all) => (asked++ === 0 ? good(...all) : second(...all)));
      const { source } = await open(`${url}/model.bin`);
      await expect(source.read(2_900_000, 10)).rejects.toMatchObject({ code: "LOCATION_CHANGED" });
      await expect(source.close()).rejects.toMatchObject({ code: "LOCATION_CHANGED" });
    }
  });

  it("is asked for again where the server is in trouble or breaks off, and not for ever", async () => {
    let asked = 0;
    const { url } = await serve((request, response, raw) => {
      asked += 1;
      if (asked === 1) return response.writeHead(503, { "retry-after": "3" }).end();
      if (asked === 2) return response.destroy();
      if (asked === 3) {
        response.writeHead(206, { etag: '"v1"', "content-range": "bytes 0-262143/3000000" });
        return response.write(large.subarray(0, 1000), () => response.destroy());
      }
      return good(request, response, raw);
    });
    const { source } = await open(`${url}/model.bin`);
    expect(asked).toBe(4);
    expect([...(await source.read(0, 4))]).toEqual([...large.subarray(0, 4)]);
    const broken = await serve((_, response) => response.writeHead(500).end());
    await expect(open(`${broken.url}/x`)).rejects.toMatchObject({ code: "LOCATION_UNREACHABLE" });
    expect(broken.seen).toHaveLength(4);
  });

  it("is waited for only so long", async () => {
    const { url } = await serve(() => undefined);
    await expect(
      open(`${url}/x`, {}, locationDeps({}, { limits: { silenceMs: 50, attempts: 1, slowest: 1e12 } })),
    ).rejects.toMatchObject({ code: "LOCATION_UNREACHABLE" });
  });
});

describe("a server that lies", () => {
  const part =
    (range: string, bytes: number, more: Record<string, string> = {}): Answer =>
    (_, response) =>
      response.writeHead(206, { etag: '"v1"', "content-range": range, ...more }).end(Buffer.alloc(bytes));
  it.each([
    ["another part", part("bytes 1-262144/3000000", 262_144)],
    ["a part one byte short", part("bytes 0-262142/3000000", 262_143)],
    ["no range", part("", 262_144)],
    ["a range behind the end", part("bytes 0-262143/100", 262_144)],
    ["a size beyond counting", part("bytes 0-262143/9999999999999999", 262_144)],
    ["more bytes than it says", part("bytes 0-262143/3000000", 262_200)],
    ["two numbers of bytes", part("bytes 0-262143/3000000", 9, { "content-length": "9" })],
    ["compressed bytes", part("bytes 0-262143/3000000", 262_144, { "content-encoding": "gzip" })],
    ["no content", (_, response) => response.writeHead(204).end()],
  ] satisfies [string, Answer][])("is found out: %s", async (_, answer) => {
    const { url } = await serve(answer);
    await expect(open(`${url}/x.bin`)).rejects.toMatchObject({ code: "LOCATION_WRONG_ANSWER" });
  });

  it("or asks to sign in is not mistaken for a file", async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<html>"),
    );
    await expect(open(`${url}/model.pt`)).rejects.toMatchObject({ code: "LOCATION_WEB_PAGE" });
    const closed = await serve((_, response) => response.writeHead(401).end());
    await expect(open(`${closed.url}/model.pt`)).rejects.toMatchObject({ code: "LOCATION_UNAUTHORISED" });
  });
});

describe("where a location may lead", () => {
  const to =
    (location: string): Answer =>
    (_, response) =>
      response.writeHead(302, { location }).end();
  // Two addresses of loopback, of which one plays the public Internet.
  const network = {
    resolve: (name: string) => Promise.resolve([name === "inside.example" ? "127.0.0.2" : "127.0.0.1"]),
    reachOf: (address: string) =>
      address === "127.0.0.1"
        ? ("public" as const)
        : address.startsWith("169.254.")
          ? ("link-local" as const)
          : ("private" as const),
  };

  it("does not take a secret along", async () => {
    const cdn = await serve(good);
    const first = await serve(to(`${cdn.url}/blob?signature=abc`));
    const deps = locationDeps({ "env:T": "the-secret" });
    const { listing, source } = await open(`${first.url}/model.bin`, { token: "env:T" }, deps);
    expect(source.size).toBe(large.length);
    expect(first.seen[0]?.headers.authorization).toBe("Bearer the-secret");
    expect(cdn.seen).not.toHaveLength(0);
    expect(JSON.stringify(cdn.seen)).not.toContain("the-secret");
    expect(listing.address).not.toContain("signature");
  });

  it("is not a private network, by name or by number, unless it is private itself", async () => {
    for (const target of ["http://inside.example/x", "http://10.0.0.7/x", "http://169.254.169.254/latest"]) {
      const { port } = await serve(to(target));
      await expect(
        open(`http://models.example:${port}/m`, {}, locationDeps({}, { network })),
      ).rejects.toMatchObject({ code: "LOCATION_REFUSED" });
    }
    const metadata = await serve(to("http://169.254.169.254/latest"));
    await expect(open(`${metadata.url}/m`)).rejects.toMatchObject({ code: "LOCATION_REFUSED" });
  });

  it("is not out of encryption, and not in a circle", async () => {
    const plain = await serve(good);
    const secure = await serve(to(`${plain.url}/m`), true);
    const ca = readFileSync(certificate("ca.pem"), "utf8");
    await expect(open(`${secure.url}/m`, {}, locationDeps({}, { ca }))).rejects.toMatchObject({
      code: "LOCATION_REFUSED",
    });
    const round = await serve(to("/again"));
    await expect(open(`${round.url}/m`)).rejects.toMatchObject({ code: "LOCATION_WRONG_ANSWER" });
    expect(round.seen).toHaveLength(6);
  });

  it("gets no secret on an open wire, and no address holds one", async () => {
    const { port, seen } = await serve(good);
    const deps = locationDeps({ "env:T": "the-secret" }, { network });
    await expect(open(`http://models.example:${port}/m`, { token: "env:T" }, deps)).rejects.toMatchObject({
      code: "LOCATION_REFUSED",
    });
    expect(seen).toEqual([]);
    const error: unknown = await open("https://me:hunter2@models.example/m").catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "LOCATION_BAD_ADDRESS" });
    expect(String(error)).not.toContain("hunter2");
  });
});

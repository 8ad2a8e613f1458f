import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { connect } from "node:net";
import { mkdtemp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { items } from "./items.generated.ts";
import { jsonBody, startTestServer, type TestServer } from "./testing/running.ts";
import { securityHeaders } from "./security/headers.ts";

let on: TestServer;
beforeAll(async () => {
  on = await startTestServer();
});
afterAll(async () => on.stop());
const code = (answer: { json(): { error: { code: string } } }): string => answer.json().error.code;
const admin = (): { token: string } => ({ token: on.tokens.admin });

/** Signs in by cookie and answers the header to send. */
async function cookieOf(server: TestServer): Promise<string> {
  const answer = await server.ask("/api/session", {
    method: "POST",
    ...jsonBody({ token: server.tokens.admin }),
  });
  return answer.headers["set-cookie"]![0]!.split(";")[0]!;
}

describe("every answer", () => {
  const paths = [
    "/",
    "/no/such/page",
    "/api/nothing",
    "/api/session",
    "/openapi.json",
    "/api/runs/x",
    "/assets/../../etc/passwd",
  ];
  it.each(paths)("to %s forbids foreign content, framing and guessing of types", async (path) => {
    const { headers } = await on.ask(path);
    for (const [name, value] of securityHeaders) expect([name, headers[name]]).toEqual([name, value]);
    expect(headers["content-security-policy"]).not.toMatch(/unsafe|https?:|\*/);
  });
});

describe("the host header", () => {
  it.each(["attacker.example", "127.0.0.1.attacker.example:1", "localhost", "localhost:1"])(
    "%j is refused",
    async (host) => {
      const answer = await on.ask("/api/systems", { ...admin(), headers: { host } });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain("fintech");
    },
  );
  it("may not be left out", async () => {
    const socket = connect(on.server.port, "127.0.0.1");
    socket.write(`GET /api/systems HTTP/1.0\r\nauthorization: Bearer ${on.tokens.admin}\r\n\r\n`);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it("may be any name of loopback with our port", async () => {
    for (const name of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
      expect(
        (await on.ask("/api/systems", { ...admin(), headers: { host: `${name}:${on.server.port}` } })).status,
      ).toBe(200);
  });
});

describe("a request from another site", () => {
  const body = jsonBody({ triage: { state: "open" } });
  const put = async (headers: Record<string, string>, token?: string) => {
    const finding = (await on.ports.findings({}))[0]!.id;
    return on.ask(`/api/findings/${finding}/triage`, {
      method: "PUT",
      body: body.body!,
      headers: { ...body.headers, ...headers },
      ...(token === undefined ? {} : { token }),
    });
  };
  const own = (): string => `http://127.0.0.1:${on.server.port}`;

  it("is refused whatever speaks for it", async () => {
    const cookie = await cookieOf(on);
    for (const origin of [
      "http://attacker.example",
      "null",
      `${own()}.attacker.example`,
      own().replace("http", "https"),
    ]) {
      expect((await put({ origin, cookie })).status).toBe(403);
      expect((await put({ origin }, on.tokens.admin)).status).toBe(403);
    }
    expect((await put({ cookie, "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await put({ cookie, "sec-fetch-site": "same-site" })).status).toBe(403);
  });

  it("by cookie has to name its origin; by token it need not", async () => {
    const cookie = await cookieOf(on);
    expect(code(await put({ cookie }))).toBe("SERVER_ORIGIN_REFUSED");
    expect((await put({ cookie, origin: own() })).status).toBe(200);
    expect((await put({ cookie, "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await put({}, on.tokens.admin)).status).toBe(200);
  });

  it("cannot be a form: only JSON is read", async () => {
    const answer = await put({ "content-type": "text/plain" }, on.tokens.admin);
    expect([answer.status, code(answer)]).toEqual([400, "SERVER_BAD_REQUEST"]);
  });
});

describe("signing in", () => {
  it("gives a cookie that scripts cannot read and other sites do not send", async () => {
    const answer = await on.ask("/api/session", { method: "POST", ...jsonBody({ token: on.tokens.viewer }) });
    expect(answer.status).toBe(200);
    expect(answer.json<{ person: { role: string } }>().person.role).toBe("viewer");
    const [cookie] = answer.headers["set-cookie"]!;
    expect(cookie).toMatch(/^bartizan=bzs_[^;]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43\d{3}$/);
    expect(cookie).not.toContain(on.tokens.viewer);
  });

  it("ends on the server too", async () => {
    const cookie = await cookieOf(on);
    expect((await on.ask("/api/session", { headers: { cookie } })).status).toBe(200);
    const origin = `http://127.0.0.1:${on.server.port}`;
    const out = await on.ask("/api/session", { method: "DELETE", headers: { cookie, origin } });
    expect(out.headers["set-cookie"]![0]).toContain("Max-Age=0");
    expect((await on.ask("/api/session", { headers: { cookie } })).status).toBe(401);
  });

  it("works once with the code of a link, and the code is not in what the server is sent", async () => {
    const link = new URL(on.server.signInLink("ada"));
    expect(link.search + link.pathname).toBe("/");
    const token = link.hash.replace("#token=", "");
    const open = () => on.ask("/api/session", { method: "POST", ...jsonBody({ token }) });
    expect((await open()).status).toBe(200);
    expect((await open()).status).toBe(401);
  });

  it("refuses a token in the cookie, and a session as a token", async () => {
    const cookie = await cookieOf(on);
    expect(
      (await on.ask("/api/session", { headers: { cookie: `bartizan=${on.tokens.admin}` } })).status,
    ).toBe(401);
    expect((await on.ask("/api/session", { token: cookie.slice("bartizan=".length) })).status).toBe(401);
  });

  it("is slowed down after ten failures for a minute, but nobody with the right token is locked out", async () => {
    let now = Date.parse("2026-11-23T10:00:00Z");
    const clock = { now: () => now, sleep: () => new Promise<void>(() => undefined) };
    const slow = await startTestServer({ clock });
    const wrong = slow.tokens.admin.slice(0, -4) + "AAAA";
    for (let i = 0; i < 10; i += 1)
      expect((await slow.ask("/api/systems", { token: wrong })).status).toBe(401);
    const refused = await slow.ask("/api/systems", { token: wrong });
    expect([refused.status, code(refused), refused.headers["retry-after"]]).toEqual([
      429,
      "SERVER_TOO_MANY_ATTEMPTS",
      "60",
    ]);
    const login = await slow.ask("/api/session", { method: "POST", ...jsonBody({ token: wrong }) });
    expect(login.status).toBe(429);
    expect((await slow.ask("/api/systems", { token: slow.tokens.admin })).status).toBe(200);
    expect((await slow.ask("/api/systems", { token: wrong })).status).toBe(429);
    now += 60_000;
    expect((await slow.ask("/api/systems", { token: wrong })).status).toBe(401);
    await slow.stop();
  });
});

describe("bad requests", () => {
  it.each([
    ["/api/runs/20261123-094103-000003/trials?limit=501", 400],
    ["/api/runs/20261123-094103-000003/trials?limit=-1", 400],
    ["/api/runs/20261123-094103-000003/trials?unknown=1", 400],
    ["/api/runs/20261123-094103-000003/trials?outcome=unknown", 400],
    ["/api/runs/20261123-094103-000003/trials/x", 400],
    ["/api/runs/20261123-094103-000003/trials/999999", 404],
    ["/api/runs/nothing", 404],
    ["/api/findings?severity=none", 400],
    ["/api/systems/__proto__", 404],
    ["/api/nothing", 404],
    ["/api/%ff%fe", 404],
  ])("%s is answered with %i and what to do", async (path, status) => {
    const answer = await on.ask(path, admin());
    expect(answer.status).toBe(status);
    const { error } = answer.json();
    expect(error.code).toMatch(/^SERVER_[A-Z_]+$/);
    expect(error.message.length * error.remedy.length).toBeGreaterThan(0);
  });

  it("name the field that is wrong", async () => {
    const answer = await on.ask("/api/runs/20261123-094103-000003/trials?limit=0", admin());
    expect(answer.json().error.field).toBe("limit");
  });

  it("bodies: not JSON, not UTF-8, of another form, too large", async () => {
    const put = (body: string | Uint8Array) =>
      on.ask("/api/findings/F-x/triage", {
        method: "PUT",
        ...admin(),
        headers: { "content-type": "application/json" },
        body,
      });
    expect((await put("{")).status).toBe(400);
    expect((await put(new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await put('{"triage":{"state":"accepted"}}')).status).toBe(400);
    expect((await put('{"triage":{"state":"open"},"more":1}')).status).toBe(400);
    const large = await put(`{"triage":${" ".repeat(70_000)}{"state":"open"}}`);
    expect([large.status, code(large)]).toEqual([413, "SERVER_BODY_TOO_LARGE"]);
  });

  it("what we did not foresee tells the client a number, and the log the rest", async () => {
    const broken = await startTestServer();
    broken.ports.doctor = async () => {
      throw new Error("secret path /root/x");
    };
    const answer = await broken.ask("/api/doctor", { token: broken.tokens.admin });
    expect([answer.status, code(answer)]).toEqual([500, "SERVER_INTERNAL"]);
    expect(answer.text).not.toContain("secret");
    const number = /number ([0-9a-f]{12})/.exec(answer.text)![1]!;
    expect(broken.log.join("\n")).toContain(`request ${number}: Error: secret path`);
    await broken.stop();
  });
});

describe("the console's files", () => {
  let dir = "";
  let site: TestServer;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "bartizan-console-"));
    await mkdir(join(dir, "console/assets"), { recursive: true });
    await writeFile(join(dir, "secret.txt"), "secret");
    await mkdir(join(dir, "console/.vite"));
    await writeFile(join(dir, "console/.vite/manifest.json"), "{}");
    await writeFile(join(dir, "console/index.html"), "<!doctype html><title>Bartizan</title>");
    await writeFile(join(dir, "console/assets/index-BcD3f_gh.js"), "export {};");
    await symlink(join(dir, "secret.txt"), join(dir, "console/link.txt"));
    site = await startTestServer({ consoleDir: join(dir, "console") });
  });
  afterAll(async () => {
    await site.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it("are answered with their type; hashed ones may be kept for ever, the page may not", async () => {
    const page = await site.ask("/");
    expect([page.status, page.headers["content-type"], page.headers["cache-control"]]).toEqual([
      200,
      "text/html; charset=utf-8",
      "no-cache",
    ]);
    const script = await site.ask("/assets/index-BcD3f_gh.js");
    expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(script.headers["cache-control"]).toContain("immutable");
    const again = await site.ask("/", { headers: { "if-none-match": page.headers.etag! } });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect((await site.ask("/", { method: "HEAD" })).status).toBe(200);
  });

  it("answer a page of the console for its own addresses, and only for those", async () => {
    expect((await site.ask("/runs/20261123-090000-00000a?tab=trials")).text).toContain("Bartizan");
    for (const path of ["/assets/none.js", "/.vite/manifest.json", "/api/none", "/favicon.ico"])
      expect([path, (await site.ask(path)).status]).toEqual([path, 404]);
  });

  it("never leave the folder", async () => {
    const paths = [
      "/../secret.txt",
      "/..%2fsecret.txt",
      "/%2e%2e/secret.txt",
      "/assets/..%5c..%5csecret.txt",
      "//etc/passwd.txt",
      "/link.txt",
      "/assets/%00.txt",
      "/secret.txt",
    ];
    for (const path of paths) {
      const answer = await site.ask(path);
      expect([path, answer.text.includes("secret"), answer.status]).toEqual([path, false, 404]);
    }
  });
});

describe("listening", () => {
  it("says how to go on when the port is taken", async () => {
    await expect(startTestServer({ port: on.server.port })).rejects.toMatchObject({
      code: "SERVER_PORT_TAKEN",
      exit: 2,
      remedy: expect.stringContaining(`--port ${on.server.port + 1}`),
    });
  });

  it("beyond loopback is refused unless TLS stands in front", async () => {
    for (const host of ["0.0.0.0", "::", "192.0.2.1", "example.com", "127.attacker.example"])
      await expect(startTestServer({ host })).rejects.toMatchObject({ code: "SERVER_NOT_LOOPBACK" });
    for (const behindTls of [
      "http://b.example",
      "b.example",
      "https://b.example/path",
      "https://u:p@b.example",
    ])
      await expect(startTestServer({ host: "0.0.0.0", behindTls })).rejects.toMatchObject({
        code: "SERVER_NOT_LOOPBACK",
      });
  });

  it("behind TLS answers for the public name, with a cookie for https only", async () => {
    const far = await startTestServer({ host: "0.0.0.0", behindTls: "https://bartizan.example" });
    expect(far.server.url).toBe("https://bartizan.example");
    const headers = {
      host: "bartizan.example",
      origin: "https://bartizan.example",
      "content-type": "application/json",
    };
    const answer = await far.ask("/api/session", {
      method: "POST",
      headers,
      body: JSON.stringify({ token: far.tokens.admin }),
    });
    expect(answer.headers["set-cookie"]![0]).toMatch(/^__Host-bartizan=.*; Secure$/);
    expect((await far.ask("/api/session", { headers: { host: "attacker.example" } })).status).toBe(421);
    await far.stop();
  });

  it("an address that is not ours is refused with the address", async () => {
    await expect(
      startTestServer({ host: "192.0.2.1", behindTls: "https://b.example" }),
    ).rejects.toMatchObject({
      code: "SERVER_ADDRESS_UNAVAILABLE",
    });
  });
});

describe("ending", () => {
  const open: TestServer[] = [];
  afterEach(async () => {
    for (const server of open.splice(0)) await server.stop();
  });

  it("lets the request in flight finish, ends live streams and frees the port", async () => {
    const one = await startTestServer();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let reached = (): void => undefined;
    const inside = new Promise<void>((resolve) => (reached = resolve));
    one.ports.doctor = async () => {
      reached();
      await held;
      return { checks: [], egress: [] };
    };
    const slow = one.ask("/api/doctor", { token: one.tokens.admin });
    const stream = one.ask("/api/events", { token: one.tokens.admin });
    await inside;
    const closing = one.stop();
    release();
    expect((await slow).status).toBe(200);
    expect((await stream).text).toContain("retry:");
    await closing;
    const again = createServer();
    again.listen(one.server.port, "127.0.0.1");
    await once(again, "listening");
    expect((again.address() as AddressInfo).port).toBe(one.server.port);
    again.close();
  });

  it("does not wait for a client that never finishes its request", async () => {
    const clock = {
      now: () => Date.now(),
      sleep: async (_ms: number, signal?: AbortSignal) =>
        signal?.aborted === true ? Promise.reject(signal.reason) : undefined,
    };
    const one = await startTestServer({
      clock: {
        ...clock,
        sleep: (ms, signal) => (ms === 5_000 ? clock.sleep(ms, signal) : new Promise(() => undefined)),
      },
    });
    const socket = connect(one.server.port, "127.0.0.1");
    await once(socket, "connect");
    socket.on("error", () => undefined);
    socket.write(
      `PUT /api/findings/x/triage HTTP/1.1\r\nhost: 127.0.0.1:${one.server.port}\r\nauthorization: Bearer ${one.tokens.admin}\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{`,
    );
    await new Promise((resolve) => setImmediate(resolve));
    await one.stop();
    socket.destroy();
  });
});

it("every endpoint that changes something needs more than a viewer, but for signing in and out", () => {
  const changing = items.filter(({ method, name }) => method !== "get" && !name.startsWith("session-"));
  expect(changing.length).toBeGreaterThan(2);
  expect(changing.filter(({ minimum }) => minimum === "viewer" || minimum === "anyone")).toEqual([]);
});

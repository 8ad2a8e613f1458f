import { createHmac } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SecurityEvent } from "../../../contracts/index.ts";
import { aDecision, aHit, anExchangeRecord } from "../../records/testing/an-exchange-record.ts";
import { decisionRecord } from "../../records/index.ts";
import { httpSink } from "../testing/http-sink.ts";
import { quickClock } from "../testing/quick-clock.ts";
import { openAlerts, type Alerts } from "./alerts.ts";
import { eventOfRecord } from "./event-of-record.ts";
import { healthEvent, healthOfBreakGlass, healthOfGateway, healthOfRecords } from "./health-events.ts";
import { alertRouteSchema } from "./settings.ts";

const certificates = join(import.meta.dirname, "../../../targets/fixtures/certificates");
const context = { product: { vendor: "Bartizan", name: "bartizan", version: "1" }, host: "gw" };

const anEvent = (fields: Partial<SecurityEvent> = {}): SecurityEvent => ({
  id: "e1",
  at: "2026-01-02T00:00:00.000Z",
  kind: "decision",
  rule: "no-secrets",
  title: "A secret",
  message: "Blocked.",
  severity: "high",
  action: "denied",
  principal: { id: "alice", verified: true },
  techniques: [],
  facts: {},
  ...fields,
});

let dir: string;
let clock: ReturnType<typeof quickClock>;
let lost: string[];
const open: Alerts[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "alerts-"));
  clock = quickClock();
  lost = [];
});
afterEach(async () => {
  for (const alerts of open.splice(0)) await alerts.close();
  await rm(dir, { recursive: true, force: true });
});

async function alertsTo(...routes: object[]): Promise<Alerts> {
  const alerts = await openAlerts({
    routes: routes.map((route) => alertRouteSchema.parse({ id: "r", ...route })),
    secrets: (reference) => Promise.resolve(`secret of ${reference}`),
    context,
    clock,
    random: () => 0.5,
    onLost: (route) => lost.push(route),
  });
  open.push(alerts);
  return alerts;
}

/** Reads octet-counted messages off a listening server, until there are so many. */
async function framesOf(server: Server, count: number): Promise<string[]> {
  const frames: string[] = [];
  let bytes = Buffer.alloc(0);
  await new Promise<void>((resolve) => {
    const take = (socket: Socket): void => {
      socket.on("data", (chunk: Buffer) => {
        bytes = Buffer.concat([bytes, chunk]);
        for (;;) {
          const blank = bytes.indexOf(" ");
          const length = Number(bytes.toString("latin1", 0, blank));
          if (blank < 0 || bytes.length < blank + 1 + length) break;
          frames.push(bytes.toString("utf8", blank + 1, blank + 1 + length));
          bytes = bytes.subarray(blank + 1 + length);
        }
        if (frames.length >= count) resolve();
      });
    };
    server.on("connection", (socket) => {
      // Of a TLS server this is the raw connection.
      if (!("setSecureContext" in server)) take(socket);
    });
    server.on("secureConnection", take);
  });
  return frames;
}

// Safe: these servers listen on TCP.
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe("over HTTP", () => {
  it("a webhook's body is signed together with the time", async () => {
    const sink = await httpSink();
    const alerts = await alertsTo({ to: "webhook", url: `${sink.url}/hook`, key: "env:HOOK" });
    alerts.alert(anEvent());
    await alerts.idle();
    const [received] = sink.received;
    const time = received?.headers["x-bartizan-timestamp"];
    const mac = createHmac("sha256", "secret of env:HOOK")
      .update(`${String(time)}.${received?.body}`)
      .digest("hex");
    expect(received?.headers["x-bartizan-signature"]).toBe(`sha256=${mac}`);
    expect(Number(time)).toBe(clock.now() / 1_000);
    expect(JSON.parse(received?.body ?? "")).toMatchObject({
      schemaVersion: "bartizan.event/v1",
      rule: "no-secrets",
    });
    await sink.close();
  });

  it.each([
    ["hec", "Splunk secret of env:KEY", "sourcetype"],
    ["ecs-http", "ApiKey secret of env:KEY", "@timestamp"],
  ])("%s gets its own credentials and format", async (to, authorization, member) => {
    const sink = await httpSink();
    const alerts = await alertsTo({ to, url: sink.url, key: "env:KEY" });
    alerts.alert(anEvent());
    await alerts.idle();
    expect(sink.received[0]?.headers.authorization).toBe(authorization);
    expect(JSON.parse(sink.received[0]?.body ?? "")).toHaveProperty(member);
    await sink.close();
  });

  it("tries again, later and later, and then delivers", async () => {
    const sink = await httpSink([503, 500, 200]);
    const alerts = await alertsTo({ to: "webhook", url: sink.url });
    alerts.alert(anEvent());
    await alerts.idle();
    expect(clock.slept).toEqual([500, 1_000]);
    expect(alerts.stats()).toEqual([{ route: "r", delivered: 1, suppressed: 0, lost: 0, waiting: 0 }]);
    await sink.close();
  });

  it("what nobody takes goes to the dead letters, counted and told", async () => {
    const sink = await httpSink([503]);
    const deadLetter = join(dir, "dead.jsonl");
    const alerts = await alertsTo({ to: "webhook", url: sink.url, tries: 3, deadLetter });
    alerts.alert(anEvent());
    await alerts.idle();
    expect(sink.received).toHaveLength(3);
    expect(lost).toEqual(["r"]);
    expect(JSON.parse(await readFile(deadLetter, "utf8"))).toMatchObject({ route: "r", event: { id: "e1" } });
    await sink.close();
  });

  it("what is refused is not tried again, and redirects are not followed", async () => {
    for (const status of [400, 302]) {
      const sink = await httpSink([status]);
      const alerts = await alertsTo({ to: "webhook", url: sink.url });
      alerts.alert(anEvent());
      await alerts.idle();
      expect(sink.received).toHaveLength(1);
      expect(alerts.stats()[0]?.lost).toBe(1);
      await sink.close();
    }
  });

  it("a receiver that is away delays no other", async () => {
    const sink = await httpSink();
    const away = { id: "away", to: "webhook", url: "http://127.0.0.1:9/", tries: 2 };
    const alerts = await alertsTo(away, { id: "here", to: "webhook", url: sink.url });
    for (let i = 0; i < 5; i++) alerts.alert(anEvent({ rule: `r${i}` }));
    await alerts.idle();
    expect(sink.received).toHaveLength(5);
    expect(alerts.stats().map(({ delivered, lost: gone }) => [delivered, gone])).toEqual([
      [0, 5],
      [5, 0],
    ]);
    await sink.close();
  });
});

describe("over syslog", () => {
  it("TCP carries octet-counted messages, and reconnects after the receiver went away", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const sockets: Socket[] = [];
    server.on("connection", (socket) => sockets.push(socket));
    const port = portOf(server);
    const alerts = await alertsTo({ to: "syslog-tcp", url: `tcp://127.0.0.1:${port}` });
    const first = framesOf(server, 2);
    alerts.alert(anEvent({ rule: "one", message: "größer" }));
    alerts.alert(anEvent({ rule: "two" }));
    expect((await first).map((frame) => /rule="(\w+)"/.exec(frame)?.[1])).toEqual(["one", "two"]);
    const gone = Promise.all(sockets.map((socket) => once(socket, "close")));
    for (const socket of sockets) socket.destroy();
    await gone;
    const second = framesOf(server, 1);
    // What is written into a connection that has just broken may be lost: the next one is not.
    while (
      (await Promise.race([second, new Promise((resolve) => setTimeout(() => resolve("not yet"), 20))])) ===
      "not yet"
    )
      alerts.alert(anEvent({ rule: `again${Math.random()}` }));
    expect((await second)[0]).toContain("again");
    server.close();
  });

  it("TLS carries CEF to a receiver whose certificate is trusted, and nothing to another", async () => {
    const [cert, key] = await Promise.all(
      ["server.pem", "server-key.pem"].map((name) => readFile(join(certificates, name))),
    );
    if (cert === undefined || key === undefined) throw new Error("no certificate");
    const server = createTlsServer({ cert, key }).listen(0, "127.0.0.1");
    await once(server, "listening");
    server.on("tlsClientError", () => undefined);
    const url = `tls://localhost:${portOf(server)}`;
    const frames = framesOf(server, 1);
    const trusted = { id: "a", to: "syslog-tls", url, format: "cef", ca: join(certificates, "ca.pem") };
    const alerts = await alertsTo(trusted, { id: "b", to: "syslog-tls", url, tries: 1 });
    alerts.alert(anEvent());
    await alerts.idle();
    expect((await frames)[0]).toMatch(/^<83>1 .*CEF:0\|Bartizan\|bartizan\|1\|no-secrets\|/);
    expect(alerts.stats().map(({ delivered }) => delivered)).toEqual([1, 0]);
    server.close();
  });

  it("UDP carries one message a datagram, cut where it would not fit", async () => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    const alerts = await alertsTo({ to: "syslog-udp", url: `udp://127.0.0.1:${socket.address().port}` });
    const got = once(socket, "message");
    alerts.alert(anEvent({ message: "ö".repeat(1_900) }));
    const [datagram] = (await got) as [Buffer];
    expect(datagram.length).toBeGreaterThan(2_000);
    expect(datagram.length).toBeLessThanOrEqual(2_048);
    expect(datagram.toString("utf8")).not.toContain("\ufffd");
    socket.close();
  });
});

describe("a route", () => {
  it("to a file has an event a line", async () => {
    const path = join(dir, "events.jsonl");
    const alerts = await alertsTo({ to: "file", url: path, format: "ocsf-detection-finding" });
    alerts.alert(anEvent({ rule: "a" }));
    alerts.alert(anEvent({ rule: "b" }));
    await alerts.idle();
    const lines = (await readFile(path, "utf8")).trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { class_uid: number }).class_uid)).toEqual([2004, 2004]);
  });

  it("gets only what is severe enough and of its kinds", async () => {
    const path = join(dir, "events.jsonl");
    const alerts = await alertsTo({ to: "file", url: path, minimumSeverity: "high", kinds: ["health"] });
    alerts.alert(anEvent());
    alerts.alert(anEvent({ kind: "health", severity: "medium" }));
    alerts.alert(anEvent({ kind: "health", severity: "critical" }));
    await alerts.idle();
    expect(alerts.stats()[0]?.delivered).toBe(1);
  });

  it("says the same again only after a while, and then how often it was", async () => {
    const path = join(dir, "events.jsonl");
    const alerts = await alertsTo({ to: "file", url: path, dedupSeconds: 60 });
    for (let i = 0; i < 10; i++) alerts.alert(anEvent());
    alerts.alert(anEvent({ principal: { id: "bob", verified: false } }));
    clock.move(61_000);
    alerts.alert(anEvent());
    await alerts.idle();
    const facts = (await readFile(path, "utf8"))
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as SecurityEvent).facts);
    expect(facts).toEqual([{}, {}, { suppressedSame: 9 }]);
    expect(alerts.stats()[0]).toMatchObject({ delivered: 3, suppressed: 9 });
  });

  it("is not flooded, and says what was left out", async () => {
    const path = join(dir, "events.jsonl");
    const alerts = await alertsTo({ to: "file", url: path, perMinute: 5 });
    for (let i = 0; i < 100; i++) alerts.alert(anEvent({ rule: `r${i}` }));
    clock.move(60_000);
    alerts.alert(anEvent({ rule: "later" }));
    await alerts.idle();
    const lines = (await readFile(path, "utf8")).trim().split("\n");
    expect(lines).toHaveLength(6);
    expect(JSON.parse(lines[5] ?? "")).toMatchObject({ facts: { suppressedByRate: 95 } });
  });

  it.each([
    [{ to: "webhook", url: "file:///etc/passwd" }],
    [{ to: "syslog-tls", url: "tcp://h:1" }],
    [{ to: "hec", url: "https://splunk.example" }],
    [{ to: "webhook", url: "https://a.example", key: "plain" }],
    [{ to: "webhook", url: "https://a.example", unknown: 1 }],
  ])("written as %j is refused", (route) => {
    expect(alertRouteSchema.safeParse({ id: "r", ...route }).success).toBe(false);
  });
});

describe("the alert of a record", () => {
  const recordWith = (...hits: Parameters<typeof aHit>[0][]) =>
    decisionRecord(anExchangeRecord({ decisions: [aDecision({ action: "block", hits: hits.map(aHit) })] }), {
      keep: () => [],
    });

  it("names the rule, the severity and who, and holds no text", () => {
    const event = eventOfRecord(recordWith({}, { rule: "other", severity: "critical" }), {
      link: (id) => `https://bartizan.example/${id}`,
    });
    expect(event).toMatchObject({
      id: "x1",
      severity: "critical",
      action: "denied",
      category: "secret",
      confidence: 0.9,
      principal: { id: "alice" },
      model: { name: "gpt-test" },
      usage: { inputTokens: 7, outputTokens: 3 },
      link: "https://bartizan.example/x1",
      facts: { operation: "chat", route: "default" },
    });
    expect(JSON.stringify(event)).not.toMatch(/weather|Sunny/);
  });

  it("is none where rules only watched in shadow or an exception held", () => {
    const excepted = { id: "x", approver: "bob", until: "2027-01-01T00:00:00Z" };
    expect(eventOfRecord(recordWith({ mode: "shadow" }, { excepted }))).toBeUndefined();
    expect(eventOfRecord(decisionRecord(anExchangeRecord(), { keep: () => [] }))).toBeUndefined();
  });
});

describe("health", () => {
  const source = { now: () => 0, newId: () => "h" };
  it("of the gateway is told when something passed unchecked, was lost or is switched off", () => {
    const failures = [{ detector: "d", opened: true, reason: "late" }];
    const ended = {
      kind: "ended",
      record: anExchangeRecord({ decisions: [aDecision({ failures })] }),
      guardMicros: 1,
    } as const;
    const rules = [
      healthOfGateway({ kind: "guard-failed", reason: "threw", opened: true }, source),
      healthOfGateway({ kind: "limits-failed", opened: false }, source),
      healthOfGateway({ kind: "record-failed", exchange: "x" }, source),
      healthOfGateway({ kind: "break-glass-used", id: "b", exchange: "x" }, source),
      healthOfGateway({ kind: "circuit", upstream: "u", state: "open" }, source),
      healthOfGateway(ended, source),
      healthOfRecords({ kind: "dropped", count: 2, reason: "full" }, source),
      healthOfBreakGlass({ kind: "refused", why: "unsigned" }, source),
    ].map((event) => [event?.kind, event?.rule, event?.severity]);
    expect(rules).toEqual([
      ["health", "guard-failed-open", "critical"],
      ["health", "limits-failed-closed", "medium"],
      ["health", "record-failed", "high"],
      ["health", "break-glass-used", "high"],
      ["health", "upstream-circuit-open", "medium"],
      ["health", "detector-failed-open", "high"],
      ["health", "records-dropped", "critical"],
      ["health", "break-glass-refused", "critical"],
    ]);
  });

  it("is silent about what is as it should be", () => {
    expect(healthOfGateway({ kind: "started", dialect: "d" }, source)).toBeUndefined();
    expect(healthOfGateway({ kind: "circuit", upstream: "u", state: "closed" }, source)).toBeUndefined();
    expect(
      healthOfGateway({ kind: "ended", record: anExchangeRecord(), guardMicros: 1 }, source),
    ).toBeUndefined();
  });

  it("names a source of its own where there is one", () => {
    expect(
      healthEvent(
        { ...source, system: "shop" },
        { rule: "state-lost", title: "t", message: "m", severity: "high" },
      ).system,
    ).toBe("shop");
  });
});

import { spawn } from "node:child_process";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkspace, startPracticeBot } from "../app/index.ts";
import { onlyGates, practiceFolder } from "../app/testing/practice.ts";
import { verifyBundle } from "../evidence/index.ts";
import { bartizan, type Captured } from "./testing/capture.ts";

let folder: string;
const servers: Server[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bartizan-bad-"));
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
});

const sound = `version: bartizan/v1
system: {id: small, name: Small, purpose: Answer, jurisdictions: [EU], users: {kind: employees, count: 1, vulnerable: false, minors: false}, autonomy: answers, consequential_decisions: false, criticality: low}
data_classes: [{id: q, sensitivity: internal, tags: [untrusted]}]
zones: [{id: corp, trust: 3, operator: self}]
components: [{id: bot, kind: app, zone: corp, identity: user-delegated, history_source: server, langs: [en]}]
flows: []
controls: []
`;

/** The whole codes an output names, so that none passes for another that begins like it. */
const codesIn = (text: string): readonly string[] => [
  ...new Set(text.match(/\b(?:APP|ASSESS|CLI|EVIDENCE|FORMATS|SERVER|SYSTEM|TARGETS)_[A-Z_]+\b/g)),
];

let count = 0;
async function manifest(text: string): Promise<string> {
  const own = join(folder, String((count += 1)));
  await mkdir(own);
  await writeFile(join(own, "system.yaml"), text);
  return join(own, "system.yaml");
}

const target = (url: string, extra = ""): string =>
  `${sound}targets: [{id: t, kind: openai-chat, component: bot, environment: test, base_url: "${url}", model: m, timeout_ms: 1500, max_response_bytes: 20000${extra}}]
gates: [{check: redteam/markdown-exfil, at_most: 0.08, confidence: 0.95}]
`;

const assess = async (text: string): Promise<Captured> =>
  bartizan(["assess", await manifest(text)], { cwd: folder });

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

describe("a manifest that is wrong", () => {
  const cases: readonly (readonly [string, () => Promise<Captured>, string])[] = [
    [
      "has an unknown key",
      () => assess(sound.replace("operator: self", "operator: self, trsut: 3")),
      "SYSTEM_UNKNOWN_KEY",
    ],
    ["has a wrong type", () => assess(sound.replace("trust: 3", "trust: high")), "SYSTEM_WRONG_TYPE"],
    [
      "is an alias bomb",
      () =>
        assess(
          `a: &a [x,x,x,x,x,x,x,x]\n${"bcdefghij"
            .split("")
            .map(
              (c, i) => `${c}: &${c} [${Array.from({ length: 8 }, () => `*${"abcdefghij"[i]!}`).join(",")}]`,
            )
            .join("\n")}\n`,
        ),
      "FORMATS_TOO_MANY_VALUES",
    ],
    ["is 50 MB", () => assess(`# ${"x".repeat(50_000_000)}\n`), "FORMATS_TOO_LARGE"],
    ["is not there", () => bartizan(["assess", join(folder, "nowhere.yaml")]), "FORMATS_NOT_FOUND"],
    ["names no target", () => assess(sound), "APP_NO_TARGETS"],
    [
      "gates a check that does not exist",
      () => assess(target("http://127.0.0.1:9/v1").replace("markdown-exfil", "nonsense")),
      "ASSESS_UNKNOWN_CHECK",
    ],
    [
      "gates what could never pass",
      () => assess(target("http://127.0.0.1:9/v1").replace("0.08", "0.01")),
      "ASSESS_GATE_UNREACHABLE",
    ],
    [
      "refers to a secret that is not set",
      () => assess(target("http://127.0.0.1:9/v1", ', api_key: "env:BARTIZAN_NOT_SET"')),
      "SYSTEM_SECRET_MISSING",
    ],
    [
      "holds a secret instead of a reference",
      () => assess(target("http://127.0.0.1:9/v1", ', api_key: "sk-abcdefghijklmnopqrstuvwxyz0123456789"')),
      "SYSTEM_LITERAL_SECRET",
    ],
    [
      "has a production target without rules of engagement",
      () => assess(target("http://127.0.0.1:9/v1").replace("environment: test", "environment: production")),
      "SYSTEM_ENGAGEMENT_MISSING",
    ],
  ];
  it.each(cases)("and %s is refused with its code and exit 2", async (_, run, code) => {
    const { code: exit, err, out } = await run();
    expect(codesIn(err)).toContain(code);
    expect(err).toMatch(/^ {2}remedy {2}\S/m);
    expect(exit).toBe(2);
    expect(out).toBe("");
  });

  it("never repeats a secret that was put into it", async () => {
    const { err } = await assess(
      target("http://127.0.0.1:9/v1", ', api_key: "sk-abcdefghijklmnopqrstuvwxyz0123456789"'),
    );
    expect(err).not.toContain("abcdefghijklmnopqrstuvwxyz");
  });

  it("tells line, column and field", async () => {
    const { err } = await assess(sound.replace("operator: self", "operator: self, trsut: 3"));
    expect(err).toMatch(/system\.yaml:4:\d+ zones\[0\]/);
  });
});

describe("a target that is wrong", () => {
  const cases: readonly (readonly [string, () => Promise<string>, string])[] = [
    ["is not there", async () => "http://127.0.0.1:9/v1", "TARGETS_CONNECTION_REFUSED"],
    [
      "answers HTML",
      () => serve((_, res) => res.setHeader("content-type", "text/html").end("<html><h1>Login</h1></html>")),
      "TARGETS_HTML_ANSWER",
    ],
    [
      "answers garbage",
      () => serve((_, res) => res.setHeader("content-type", "application/json").end("{{{{")),
      "TARGETS_NOT_JSON",
    ],
    [
      "answers 200 with an error body",
      () =>
        serve((_, res) =>
          res.setHeader("content-type", "application/json").end('{"error":{"message":"quota"}}'),
        ),
      "TARGETS_ERROR_BODY",
    ],
    [
      "never stops",
      () =>
        serve((_, res) => {
          res.setHeader("content-type", "application/json");
          const timer = setInterval(() => res.write("x".repeat(5000)), 5);
          res.on("close", () => clearInterval(timer));
        }),
      "TARGETS_TOO_LARGE",
    ],
    ["never answers", () => serve(() => undefined), "TARGETS_TIMEOUT"],
    [
      "has a certificate nobody signed",
      async () => {
        const fixtures = join(import.meta.dirname, "../targets/fixtures");
        const server = createTlsServer({
          key: await readFile(join(fixtures, "certificates/server-key.pem")),
          cert: await readFile(join(fixtures, "certificates/server.pem")),
        });
        servers.push(server);
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
      },
      "TARGETS_TLS_FAILED",
    ],
  ];
  it.each(cases)(
    "and %s ends the run before the first trial, exit 3, evidence kept",
    async (_, url, code) => {
      const file = await manifest(target(await url()));
      const { code: exit, err } = await bartizan(["assess", file], { cwd: join(file, "..") });
      expect(codesIn(err)).toEqual(expect.arrayContaining(["APP_TARGET_UNREACHABLE", code]));
      expect(exit).toBe(3);
      const workspace = await openWorkspace(join(file, ".."));
      const [run] = await workspace.runIds();
      expect((await workspace.read(run!)).status).not.toBe("finished");
    },
    90_000,
  );
});

describe("a workspace that is wrong", () => {
  it("because it cannot be written is refused", async () => {
    const file = await manifest(target("http://127.0.0.1:9/v1"));
    // Not even root can make a folder there.
    const { code, err } = await bartizan(["assess", file, "--workspace", "/sys"]);
    expect(codesIn(err)).toEqual(["APP_UNWRITABLE"]);
    expect(code).toBe(2);
  });

  it("because a file stands in its place is refused", async () => {
    const file = await manifest(target("http://127.0.0.1:9/v1"));
    await writeFile(join(file, "../.bartizan"), "not a folder");
    expect(await bartizan(["assess", file], { cwd: join(file, "..") })).toMatchObject({
      code: 2,
      err: expect.stringContaining("APP_UNWRITABLE") as unknown,
    });
  });

  it("because a bundle is of a newer version is refused, and left as it is", async () => {
    const own = join(folder, "newer/.bartizan/runs/20261123-090000-00000a");
    await mkdir(own, { recursive: true });
    const header = JSON.stringify({
      schemaVersion: "bartizan.bundle/v9",
      kind: "run",
      id: "20261123-090000-00000a",
    });
    await writeFile(join(own, "bundle.json"), header);
    await writeFile(join(own, "ledger.jsonl"), "");
    const { code, err } = await bartizan([
      "report",
      "20261123-090000-00000a",
      "--workspace",
      join(folder, "newer"),
    ]);
    expect(codesIn(err)).toEqual(["EVIDENCE_NEWER_SCHEMA"]);
    expect(code).toBe(2);
    expect(await readFile(join(own, "bundle.json"), "utf8")).toBe(header);
  });

  it("because a port is taken says which, and what to do", async () => {
    const url = await serve((_, res) => res.end());
    const { port } = new URL(url);
    const { code, err } = await bartizan([
      "serve",
      "--port",
      port,
      "--workspace",
      await mkdtemp(join(folder, "w-")),
    ]);
    expect(codesIn(err)).toEqual(["SERVER_PORT_TAKEN"]);
    expect(err).toContain(port);
    expect(code).toBe(2);
  });
});

describe("a disk that is full", () => {
  it("ends the run with its code and exit 3; what was confirmed verifies, and the run goes on", async () => {
    const bot = await startPracticeBot({});
    try {
      await using practice = await practiceFolder(bot.url, 5, onlyGates("redteam/markdown-exfil"));
      // Every file may have 128 KiB: enough for the plan, too little for the ledger of the whole run.
      const args = ["assess", practice.systemFile, "--exhaustive", "--workspace", practice.folder];
      const { code, out, err } = await limitedTo(128, args);
      expect(codesIn(err)).toEqual(["EVIDENCE_DISK_FULL"]);
      expect(err).toMatch(/^ {2}remedy {2}\S/m);
      expect(code).toBe(3);
      expect(out).toBe("");

      const workspace = await openWorkspace(practice.folder);
      const [run] = await workspace.runIds();
      const dir = join(workspace.paths.runs, run!);
      const cut = await verifyBundle(dir);
      // Not closed is the only thing wrong with it: nothing is altered, nothing half-written.
      expect(cut.problems.map(({ kind }) => kind)).toEqual(["incomplete"]);
      expect(cut.entries).toBeGreaterThan(100);

      const resumed = await bartizan([...args, "--resume", run!]);
      expect(resumed.code).toBe(0);
      const whole = await verifyBundle(dir);
      expect(whole.state).toBe("intact");
      expect(whole.entries).toBeGreaterThan(cut.entries);
    } finally {
      await bot.close();
    }
  }, 60_000);
});

/** The real command line in a process whose files may have so many KiB. */
function limitedTo(kib: number, args: readonly string[]) {
  const main = join(import.meta.dirname, "main.ts");
  const child = spawn(
    "bash",
    ["-c", `ulimit -f ${kib} && exec "$@"`, "bash", process.execPath, main, ...args],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let out = "";
  let err = "";
  child.stdout.on("data", (bytes) => (out += String(bytes)));
  child.stderr.on("data", (bytes) => (err += String(bytes)));
  return new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>(
    (resolve) => child.once("close", (code) => resolve({ code, out, err })),
  );
}

import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { scan } from "./scan-paths.ts";

const folder = mkdtempSync(join(tmpdir(), "bartizan-system-addresses-"));
const closers: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  rmSync(folder, { recursive: true, force: true });
});

const model = Buffer.from("\u0080\u0002]q\0.", "latin1");
const harmful = Buffer.from("cos\nsystem\n(S'echo inert'\ntR.");
const digest = createHash("sha256").update(model).digest("hex");

/** A place with a sound and a harmful model, and one path that leads elsewhere. */
async function place(elsewhere = "") {
  const seen: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ url = "", headers }, response) => {
    seen.push({ url, headers });
    if (url === "/moved.pkl") response.writeHead(302, { location: `${elsewhere}/model.pkl` }).end();
    else if (url === "/gone.pkl") response.writeHead(404).end();
    else response.end(url.includes("harmful") ? harmful : model);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => (server.closeAllConnections(), server.close()));
  // Safe: it listens on TCP.
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { seen, host, url: `http://${host}` };
}

async function scanned(artifacts: string, rules: string, env: Readonly<Record<string, string>> = {}) {
  rmSync(folder, { recursive: true, force: true });

  mkdirSync(folder);
  writeFileSync(
    join(folder, "system.yaml"),
    `version: bartizan/v1
system: { id: demo, name: Demo, purpose: Answer questions, jurisdictions: [EU], users: { kind: consumers, vulnerable: false }, autonomy: answers, consequential_decisions: false, criticality: low }
data_classes: [{ id: chat, sensitivity: internal, tags: [untrusted] }]
zones: [{ id: app, trust: 2, operator: self }]
components: [{ id: user, kind: user, zone: app }, { id: weights, kind: model, zone: app }]
flows: [{ id: F1, from: user, to: weights, data: [chat], untrusted: true }]
controls: []
${rules}
artifacts:
${artifacts}
`,
  );
  const { report } = await scan({
    paths: [],
    cwd: folder,
    system: "system.yaml",
    addresses: { env, token: "env:MINE" },
    clock: { now: () => Date.parse("2026-11-23T12:00:00Z"), sleep: () => Promise.resolve() },
  });
  return report;
}
const allowing = (...hosts: readonly string[]) =>
  `rules_of_engagement: { authorised_by: A. Person, reference: T-1, environments: [test], artifact_hosts: ${JSON.stringify(hosts)} }`;

it("an artifact at an address is scanned, its digest checked, with its own secret and nobody else's", async () => {
  const { url, host, seen } = await place();
  const report = await scanned(
    `  - { id: w, path: "${url}/model.pkl?signature=hidden", component: weights, sha256: ${digest}, access: { token: "env:THEIRS" } }
  - { id: plain, path: "${url}/harmful.pkl", sha256: ${digest} }`,
    allowing(host),
    { MINE: "token-of-mine", THEIRS: "token-of-theirs" },
  );
  expect(report.system?.parts).toMatchObject([
    { id: "w", digest: "matches", verdict: "clean", path: `${url}/model.pkl?…` },
    { id: "plain", digest: "differs", verdict: "unsafe" },
  ]);
  expect(report.verdict).toBe("unsafe");
  const proofs = seen.map((request) => [request.url.split("?")[0], request.headers.authorization]);
  expect(new Set(proofs.map(String))).toEqual(
    new Set(["/model.pkl,Bearer token-of-theirs", "/harmful.pkl,"]),
  );
  expect(JSON.stringify(report)).not.toMatch(/token-of|signature=hidden/);
});

it("only hosts that the rules of engagement allow are asked, redirects included", async () => {
  const other = await place();
  const first = await place(other.url);
  await expect(scanned(`  - { id: w, path: "${first.url}/model.pkl" }`, "")).rejects.toMatchObject({
    code: "SYSTEM_HOST_NOT_ALLOWED",
  });
  const moved = `  - { id: w, path: "${first.url}/moved.pkl" }`;
  const refused = await scanned(moved, allowing(first.host));
  expect(refused).toMatchObject({
    verdict: "incomplete",
    artifacts: [{ findings: [{ rule: "scan/unreadable" }] }],
  });
  expect(JSON.stringify(refused.artifacts)).toContain("not among the hosts");
  expect(other.seen).toEqual([]);
  const elsewhere = await scanned(moved, allowing("example.com"));
  expect(elsewhere.verdict).toBe("incomplete");
  expect(first.seen.map(({ url }) => url)).toEqual(["/moved.pkl"]);
  expect((await scanned(moved, allowing(first.host, other.host))).verdict).toBe("clean");
});

it("a closed window and a kill switch hold for addresses too", async () => {
  const { url, host, seen } = await place();
  const artifacts = `  - { id: w, path: "${url}/model.pkl" }`;
  const rules = (more: string) => allowing(host).replace(/ \}$/, `, ${more} }`);
  await expect(
    scanned(artifacts, rules('window: { from: "2020-01-01T00:00:00Z", until: "2020-01-02T00:00:00Z" }')),
  ).rejects.toMatchObject({ code: "SYSTEM_OUTSIDE_WINDOW" });
  await expect(scanned(artifacts, rules("kill_switch: { file: system.yaml }"))).rejects.toMatchObject({
    code: "SYSTEM_KILL_SWITCH",
  });
  expect(seen).toEqual([]);
});

it("an address that gives no answer makes its part incomplete, and the rest is scanned", async () => {
  const { url, host } = await place();
  const report = await scanned(
    `  - { id: gone, path: "${url}/gone.pkl" }
  - { id: repository, path: "hf://org/name@main" , access: { endpoint: "${url}/gone" } }
  - { id: w, path: "${url}/model.pkl" }`,
    allowing(host),
  );
  expect(report.system?.parts).toMatchObject([
    { id: "gone", verdict: "incomplete" },
    { id: "repository", verdict: "incomplete" },
    { id: "w", verdict: "clean" },
  ]);
});

it("a manifest says how to reach only what lies elsewhere, and holds no secret", async () => {
  const rules = allowing("example.com");
  await expect(
    scanned("  - { id: w, path: model.pkl, access: { region: eu-central-1 } }", rules),
  ).rejects.toMatchObject({ code: "SYSTEM_ACCESS_WITHOUT_ADDRESS" });
  await expect(
    scanned('  - { id: w, path: "hf://org/name", access: { token: the-secret-itself } }', rules),
  ).rejects.toThrow(/secret|problems/i);
});

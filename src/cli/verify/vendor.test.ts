import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { vendorReportSchema } from "../../assess/provenance/index.ts";
import { minimalManifest } from "../../system/testing/minimal.ts";
import {
  certificate,
  completion,
  json,
  startServer,
  type Answer,
  type RealServer,
} from "../../targets/testing/real-server.ts";
import { bartizan, type Captured } from "../testing/capture.ts";

const key = ["sk", "vendor", "0123456789abcdef"].join("-");
let cwd = "";
const servers: RealServer[] = [];
beforeEach(() => void (cwd = mkdtempSync(join(tmpdir(), "bartizan-vendor-"))));
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  rmSync(cwd, { recursive: true, force: true });
});

async function vendor(answer: Answer, tls = true, more = ""): Promise<void> {
  const server = await startServer(answer, { tls });
  servers.push(server);
  const [head = ""] = minimalManifest.split("targets:\n");
  const manifest = head.replace(
    "  - {id: bot,",
    "  - {id: llm, kind: vendor_model, zone: app}\n  - {id: bot,",
  );
  writeFileSync(
    join(cwd, "system.yaml"),
    `${manifest}targets:
  - id: live
    kind: openai-chat
    component: llm
    base_url: ${server.url}/v1
    model: mira-2026-01-05
    api_key: env:KEY
    timeout_ms: 400
    connect_timeout_ms: 2000
    max_response_bytes: 20000
${tls ? `    tls: {ca_file: "${certificate("ca.pem")}"}\n` : ""}${more}`,
  );
}
const run = (...args: string[]): Promise<Captured> =>
  bartizan(["verify", "vendor", "system.yaml", ...args], { cwd, env: { KEY: key } });
const report = (out: string) => vendorReportSchema.parse(JSON.parse(out));

/** An endpoint whose answers depend on the prompt and, a little, on chance of its own. */
const model =
  (voice: string): Answer =>
  (request, response) => {
    if (request.method === "GET")
      return json(response, { data: [{ id: "mira-2026-01-05" }] }, 200, {
        "x-secret": key,
        server: `s ${key}`,
      });
    const text = String(
      (JSON.parse(request.body) as { messages: { content: string }[] }).messages.at(-1)?.content,
    );
    return json(
      response,
      completion(`${voice} ${voice.split("").toReversed().join(text.slice(0, 9))} ${text.slice(0, 40)}`),
    );
  };

describe("bartizan verify vendor", () => {
  it("notes TLS, certificate and listing of a real server in a bundle that verifies, and no secret anywhere", async () => {
    await vendor(model("a"));
    const { code, out } = await run("--format", "json");
    const found = report(out);
    expect([code, found.verdict]).toEqual([0, "passed"]);
    expect(found.components[0]).toMatchObject({
      component: "llm",
      tls: { kind: "seen", value: { protocol: "TLSv1.3", trusted: true } },
      listing: { kind: "seen", value: { models: 1, listed: true } },
    });
    expect(servers[0]?.seen[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(found.components[0]?.headers).toMatchObject({ server: "s [secret]" });
    const dir = found.evidence ?? "";
    for (const name of readdirSync(dir, { recursive: true, withFileTypes: true }))
      if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name), "utf8")).not.toContain(key);
    const bundle = await bartizan(["evidence", "verify", dir, "--format", "json"], { cwd });
    expect([bundle.code, JSON.parse(bundle.out)]).toEqual([0, expect.objectContaining({ kind: "vendor" })]);
  });

  it("enrols a model, finds it the same, and sees that another one answers", async () => {
    await vendor(model("a"));
    expect((await run("--enrol", "base.json", "--samples", "4")).code).toBe(0);
    const same = await run("--baseline", "base.json", "--samples", "4");
    expect([same.code, same.out]).toEqual([0, expect.stringContaining("answers: same")]);
    await vendor(model("another voice"));
    const changed = await run("--baseline", "base.json", "--samples", "4");
    expect([changed.code, changed.out]).toEqual([1, expect.stringContaining("model/answers-changed")]);
  });

  it.each<[string, Answer, string]>([
    ["hangs", () => undefined, "TARGETS_TIMEOUT"],
    [
      "trickles",
      (_, response) => {
        const timer = setInterval(() => response.write(" "), 50);
        response.on("close", () => clearInterval(timer));
      },
      "TARGETS_TIMEOUT",
    ],
    [
      "redirects elsewhere",
      (_, response) => response.writeHead(302, { location: "https://attacker.example/" }).end(),
      "TARGETS_REDIRECTED",
    ],
    ["answers HTML", (_, response) => response.end("<!doctype html><p>Sign in"), "TARGETS_HTML_ANSWER"],
    [
      "answers 401",
      (_, response) => json(response, { error: { message: `bad ${key}` } }, 401),
      "TARGETS_UNAUTHORISED",
    ],
    [
      "lists without end",
      (_, response) => json(response, { data: Array.from({ length: 9999 }, () => ({ id: "m" })) }),
      "TARGETS_TOO_LARGE",
    ],
    ["lists nothing of the kind", (_, response) => json(response, { models: [] }), "no list of models"],
  ])("an endpoint that %s is incomplete, with the reason", async (_, answer, why) => {
    await vendor(answer);
    const { code, out } = await run();
    expect([code, out]).toEqual([3, expect.stringContaining(why)]);
    expect(out).not.toContain(key);
  });

  it("a certificate nobody vouches for, a model that is not listed and plain HTTP are said", async () => {
    await vendor((_, response) => json(response, { data: [{ id: "other" }] }));
    const file = join(cwd, "system.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/ {4}tls: .*\n/, ""));
    const untrusted = await run();
    expect([untrusted.code, untrusted.out]).toEqual([
      1,
      expect.stringContaining("tls/certificate-not-trusted"),
    ]);
    // The key was not sent over a connection that does not verify.
    expect(servers[0]?.seen).toEqual([]);
    await vendor((_, response) => json(response, { data: [{ id: "other" }] }), false);
    const plain = await run();
    expect([plain.code, plain.out]).toEqual([1, expect.stringContaining("model/not-listed")]);
    expect(plain.out).toContain("tls/none");
  });

  it("documents: current, expired, missing, another than named; those of the manifest and given", async () => {
    writeFileSync(join(cwd, "a.pdf"), "report");
    await vendor(
      model("a"),
      true,
      `documents:
  - {id: old, path: a.pdf, component: llm, scope: EU region, valid_until: 2020-01-31}
  - {id: gone, path: b.pdf, component: llm, scope: EU region}
  - {id: other, path: a.pdf, component: llm, scope: EU region, sha256: "${"0".repeat(64)}"}
`,
    );
    const { code, out } = await run(
      "--document",
      "a.pdf",
      "--scope",
      "all",
      "--valid-until",
      "2999-01-01",
      "--format",
      "json",
    );
    expect(code).toBe(1);
    expect(report(out).components[0]?.documents.map(({ status }) => status)).toEqual([
      "expired",
      "missing",
      "differs",
      "current",
    ]);
    expect((await run("--document", "a.pdf")).code).toBe(2);
  });

  it("sends nothing under a kill switch", async () => {
    await vendor(
      model("a"),
      true,
      `rules_of_engagement: {authorised_by: a, reference: b, environments: [test], kill_switch: {file: STOP}}\n`,
    );
    writeFileSync(join(cwd, "STOP"), "");
    const { code, err } = await run();
    expect([code, err]).toEqual([2, expect.stringContaining("SYSTEM_KILL_SWITCH")]);
    expect(servers[0]?.seen).toEqual([]);
  });
});

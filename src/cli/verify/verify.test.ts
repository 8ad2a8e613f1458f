import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordedChecks } from "../../app/provenance/index.ts";
import { sha256 } from "../../formats/index.ts";
import { bartizan, type Captured } from "../testing/capture.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "bartizan-verify-"));
  mkdirSync(join(cwd, "model"));
  writeFileSync(join(cwd, "model", "weights.safetensors"), "weights");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  writeFileSync(join(cwd, "key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(join(cwd, "key.pub.pem"), publicKey.export({ type: "spki", format: "pem" }));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const run = (...args: string[]): Promise<Captured> => bartizan(["verify", ...args], { cwd });

describe("bartizan verify", () => {
  it("an unsigned model exits 3, and 1 where a signature is required", async () => {
    const free = await run("model");
    expect([free.code, free.out]).toEqual([3, expect.stringContaining("unsigned")]);
    expect((await run("model", "--require", "signature")).code).toBe(1);
  });

  it("a model that was signed verifies with its key, and fails once a byte has changed", async () => {
    const signed = await run("sign", "model", "--key", "key.pem", "--format", "json");
    expect(signed.code).toBe(0);
    const document = JSON.parse(signed.out) as { root: string };
    const good = await run("model", "--key", "key.pub.pem", "--format", "json");
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({
      schemaVersion: "bartizan.model-verification/v1",
      verdict: "verified",
      model: { root: document.root },
    });
    writeFileSync(join(cwd, "model", "weights.safetensors"), "Weights");
    const bad = await run("model", "--key", "key.pub.pem");
    expect([bad.code, bad.out]).toEqual([1, expect.stringContaining("✗ weights.safetensors: Its sha256 is")]);
  });

  it("a signature without a key to check it is unproven, never verified", async () => {
    await run("sign", "model", "--key", "key.pem");
    const found = await run("model");
    expect([found.code, found.out]).toEqual([3, expect.stringContaining("give it with `--key`")]);
  });

  it("the digest that is printed is the one that a manifest names, also of a folder with one file", async () => {
    const { model } = JSON.parse((await run("model", "--format", "json")).out) as { model: { root: string } };
    expect((await run("model")).out).toContain(`digest     ${model.root}\n`);
    const alone = sha256(readFileSync(join(cwd, "model/weights.safetensors")));
    expect((await run("model/weights.safetensors")).out).toContain(`digest     ${alone}\n`);
  });

  it("what was found is noted where a workspace is, or is named, and nowhere else", async () => {
    expect((await run("model", "--require", "signature")).err).not.toContain("Noted");
    expect(existsSync(join(cwd, ".bartizan"))).toBe(false);
    await run("sign", "model", "--key", "key.pem");
    const named = await run("model", "--key", "key.pub.pem", "--workspace", "kept");
    expect([named.code, named.err]).toEqual([0, expect.stringContaining("kept/.bartizan, entry ")]);
    await run("bom", "model", "--output", "bom.json");
    const bill = await run("bom", "model", "--import", "bom.json", "--workspace", "kept");
    expect(bill.err).toContain("Noted");
    expect((await run("model", "--workspace", "kept", "--no-evidence")).err).not.toContain("Noted");
    const checks = await recordedChecks(join(cwd, "kept/.bartizan/workspace"));
    expect(checks.map(({ about, path, state }) => [about, path, state])).toEqual([
      ["signature", "../model", "matches"],
      ["bom", "../model", expect.stringMatching(/matches|not-checked/)],
    ]);
  });

  it("a bill of materials is written, and compared with the files: a changed file is found", async () => {
    expect((await run("bom", "model", "--output", "bom.json")).code).toBe(0);
    expect(readFileSync(join(cwd, "bom.json"), "utf8")).toContain('"specVersion": "1.6"');
    expect((await run("bom", "model", "--import", "bom.json")).code).toBe(0);
    writeFileSync(join(cwd, "model", "weights.safetensors"), "Weights");
    const found = await run("bom", "model", "--import", "bom.json");
    expect([found.code, found.out]).toEqual([1, expect.stringContaining("✗ weights.safetensors")]);
  });

  it("a base model's licence that is not known is said, and one that is given is held against the model's", async () => {
    writeFileSync(
      join(cwd, "model", "README.md"),
      "---\nlicense: mit\nbase_model: example/base\n---\n# Tuned\n",
    );
    expect((await run("bom", "model")).err).toContain("The licence of example/base is not known.");
    expect((await run("bom", "model", "--base-licence", "example/base=llama3.1")).err).toContain(
      "licence (high): example/base is under llama3.1",
    );
  });

  it("an affected package exits 1 and names the repaired version; one that is not pinned exits 3", async () => {
    const range = { type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "2.0" }] };
    const affected = [{ package: { ecosystem: "PyPI", name: "server" }, ranges: [range] }];
    writeFileSync(join(cwd, "osv.json"), JSON.stringify([{ id: "OSV-EXAMPLE", summary: "Bad.", affected }]));
    const match = async (requirement: string): Promise<Captured> => {
      writeFileSync(join(cwd, "requirements.txt"), requirement);
      return run("advisories", "requirements.txt", "--osv", "osv.json");
    };
    const bad = await match("server==1.0");
    expect([bad.code, bad.out]).toEqual([1, expect.stringContaining("repaired in 2.0")]);
    expect((await match("server==2.0")).code).toBe(0);
    const loose = await match("server");
    expect([loose.code, loose.out]).toEqual([
      3,
      expect.stringContaining("? server not pinned: OSV-EXAMPLE. Bad."),
    ]);
    expect(loose.out).toContain("1 package against 1 advisory: 1 match\n");
  });

  it("names a path that is not there", async () => {
    for (const words of [["nothing"], ["advisories", "model", "--osv", "nothing"]])
      expect((await run(...words)).err).toMatch(/FORMATS_/);
    expect((await run("nothing")).err).toContain("nothing does not exist");
  });

  it("lineage is checked by digest, and a statement of it speaks of that model only", async () => {
    const before = JSON.parse((await run("model", "--format", "json")).out) as { model: { root: string } };
    await run("sign", "model", "--key", "key.pem");
    writeFileSync(join(cwd, "mails.jsonl"), "{}");
    writeFileSync(
      join(cwd, "system.yaml"),
      `version: bartizan/v1
system: {id: small, name: Small, purpose: Answer, jurisdictions: [EU], users: {kind: employees, count: 1, vulnerable: false, minors: false}, autonomy: answers, consequential_decisions: false, criticality: low}
data_classes: [{id: q, sensitivity: internal, tags: [untrusted]}]
zones: [{id: corp, trust: 3, operator: self}]
components: [{id: bot, kind: app, zone: corp, identity: user-delegated, history_source: server, langs: [en]}]
flows: []
datasets: [{id: mails, path: mails.jsonl, sha256: "${sha256("{}")}"}]
artifacts: [{id: tuned, path: model, sha256: "${before.model.root}", trained_on: [mails], signature: {key: key.pub.pem}}]
`,
    );
    const lineage = await run("lineage", "system.yaml");
    expect([lineage.code, lineage.out]).toEqual([0, expect.stringContaining("trained on dataset:mails")]);
    expect(lineage.out).toContain("✓ signature: verified");
    rmSync(join(cwd, "model", "model.sig"));
    expect((await run("lineage", "system.yaml")).out).toContain("✗ signature: failed");
    const written = [
      "statement",
      "system.yaml",
      "--artifact",
      "tuned",
      "--builder",
      "https://ci.example.com",
    ];
    expect((await run(...written, "--key", "key.pem", "--output", "s.json")).code).toBe(0);
    const check = (): Promise<Captured> =>
      run("statement", "model", "--check", "s.json", "--key", "key.pub.pem");
    expect((await check()).code).toBe(0);
    writeFileSync(join(cwd, "model", "weights.safetensors"), "Weights");
    expect((await check()).code).toBe(1);
    expect((await run("lineage", "system.yaml")).code).toBe(1);
  });

  it("a single file is signed beside itself", async () => {
    await run("sign", "model/weights.safetensors", "--key", "key.pem");
    expect(readFileSync(join(cwd, "model/weights.safetensors.sig"), "utf8")).toContain("dsseEnvelope");
    expect((await run("model/weights.safetensors", "--key", "key.pub.pem")).code).toBe(0);
  });

  it.each([
    [["nowhere"], "FORMATS_NOT_FOUND"],
    [["model", "--identity", "me@example.com"], "PROVENANCE_IDENTITY_MISSING"],
    [["model", "--signature", "key.pem"], "FORMATS_JSON_SYNTAX"],
    [["sign", "model", "--key", "key.pub.pem"], "PROVENANCE_KEY_UNUSABLE"],
    [["sign", "model"], "--key"],
    [["bom", "model", "--base-licence", "base"], "NAME=LICENCE"],
    [[], "Usage"],
  ])("%j is refused with exit code 2 and says why", async (args, why) => {
    const found = await run(...args);
    expect([found.code, found.err]).toEqual([2, expect.stringContaining(why)]);
  });
});

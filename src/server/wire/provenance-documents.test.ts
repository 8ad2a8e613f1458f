import { Ajv2020 } from "ajv/dist/2020.js";
import { z } from "@hono/zod-openapi";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bartizan } from "../../cli/testing/capture.ts";
import { safetensorsFile } from "../../formats/safetensors/testing/safetensors-file.ts";
import { sha256 } from "../../formats/index.ts";
import { documentSchemas } from "./documents.ts";

const cwd = mkdtempSync(join(tmpdir(), "bartizan-provenance-documents-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const write = (name: string, text: string | Uint8Array): void => writeFileSync(join(cwd, name), text);

/** The document that a command prints, held against the schema as it is published. */
async function conforms(name: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const { out, err } = await bartizan([...args, "--format", "json"], { cwd });
  expect(out, err).not.toBe("");
  return held(name, JSON.parse(out));
}

function held(name: string, document: unknown): Record<string, unknown> {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const schema = documentSchemas[name];
  if (schema === undefined) throw new Error(`no schema ${name}`);
  const check = ajv.compile(z.toJSONSchema(schema, { io: "output" }));
  check(document);
  expect(check.errors).toBeNull();
  // What is not described is no part of the document.
  check({ ...(document as object), unheardOf: 1 });
  expect(check.errors).not.toBeNull();
  // Safe: the schemas here are of objects.
  return document as Record<string, unknown>;
}

beforeAll(() => {
  mkdirSync(join(cwd, "model"));
  write("model/weights.txt", "weights");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  write("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }));
  write("key.pub.pem", publicKey.export({ type: "spki", format: "pem" }));
  write("mails.jsonl", "{}");
  write(
    "system.yaml",
    `version: bartizan/v1
system: {id: small, name: Small, purpose: Answer, jurisdictions: [EU], users: {kind: employees, count: 1, vulnerable: false, minors: false}, autonomy: answers, consequential_decisions: false, criticality: low}
data_classes: [{id: q, sensitivity: internal, tags: [untrusted]}]
zones: [{id: corp, trust: 3, operator: self}]
components: [{id: bot, kind: app, zone: corp, identity: user-delegated, history_source: server, langs: [en]}]
flows: []
datasets: [{id: mails, path: mails.jsonl, sha256: "${sha256("{}")}", licence: mit}]
source_trees: [{id: code, path: ., revision: abc}]
artifacts:
  - {id: base, path: model/weights.txt, licence: llama3.1}
  - {id: tuned, path: model, base: base, licence: mit, trained_on: [mails], training_code: [code], signature: {key: key.pub.pem}}
`,
  );
});

it("a verification, unsigned, signed and broken", async () => {
  expect(await conforms("model-verification", "verify", "model")).toMatchObject({ verdict: "unsigned" });
  await conforms("signing", "verify", "sign", "model", "--key", "key.pem");
  expect(await conforms("model-verification", "verify", "model", "--key", "key.pub.pem")).toMatchObject({
    verdict: "verified",
    signer: { kind: "key" },
  });
  write("model/more.py", "print(1)");
  const broken = await conforms("model-verification", "verify", "model", "--key", "key.pub.pem");
  expect(broken).toMatchObject({ verdict: "failed", unsigned: [{ path: "model.sig" }, { path: "more.py" }] });
  rmSync(join(cwd, "model/more.py"));
});

it("a lineage with every kind of part, and a statement of it", async () => {
  const lineage = await conforms("lineage", "verify", "lineage", "system.yaml");
  expect(lineage["licences"]).not.toEqual([]);
  expect(lineage["edges"]).toHaveLength(3);
  const written = [
    "verify",
    "statement",
    "system.yaml",
    "--artifact",
    "tuned",
    "--builder",
    "https://ci.example.com",
  ];
  await bartizan([...written, "--key", "key.pem", "--output", "s.json"], { cwd });
  await conforms(
    "statement-check",
    "verify",
    "statement",
    "model",
    "--check",
    "s.json",
    "--key",
    "key.pub.pem",
  );
});

it("a comparison with a bill of materials, and matches with advisories", async () => {
  await bartizan(["verify", "bom", "model", "--output", "bom.json"], { cwd });
  write("model/weights.txt", "Weights");
  const compared = await conforms("bom-comparison", "verify", "bom", "model", "--import", "bom.json");
  expect(compared["differing"]).not.toEqual([]);
  write("model/weights.txt", "weights");
  const range = { type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "2.0" }] };
  const affected = [{ package: { ecosystem: "PyPI", name: "server" }, ranges: [range] }];
  write("osv.json", JSON.stringify([{ id: "OSV-EXAMPLE", summary: "Bad.", affected }]));
  write("requirements.txt", "server==1.0\nserver\n");
  const found = await conforms("advisories", "verify", "advisories", "requirements.txt", "--osv", "osv.json");
  expect(found["matches"]).toHaveLength(2);
});

it("what a scan signs, and what is decided by it", async () => {
  const signed = ["--statement", "scan.json", "--sign-key", "file:key.pem", "--no-evidence"];
  await bartizan(["scan", "model", ...signed], { cwd });
  const bundle = JSON.parse(readFileSync(join(cwd, "scan.json"), "utf8")) as {
    dsseEnvelope: { payload: string };
  };
  held("scan-statement", JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString("utf8")));
  const checked = ["verify", "statement", "scan.json", "--require", "clean"];
  expect(await conforms("promotion-check", ...checked, "--key", "key.pub.pem")).toMatchObject({
    signer: { kind: "key" },
  });
});

it("what changed between two models", async () => {
  const floats = (first: number, count: number) => new Float32Array(count).fill(1).fill(first, 0, 1);
  const at = (shape: readonly number[], start: number, end: number) => ({
    dtype: "F32",
    shape,
    data_offsets: [start, end],
  });
  const first = { w: at([4, 4], 0, 64), s: at([4], 64, 80), gone: at([2], 80, 88) };
  const second = { w: at([4, 4], 0, 64), s: at([2], 64, 72), more: at([4], 72, 88) };
  write("a.safetensors", safetensorsFile(first, new Uint8Array(floats(1, 22).buffer)));
  write("b.safetensors", safetensorsFile(second, new Uint8Array(floats(3, 22).buffer)));
  expect(await conforms("model-diff", "system", "diff", "a.safetensors", "b.safetensors")).toMatchObject({
    same: false,
    changed: [{ name: "w" }],
    reshaped: [{ name: "s" }],
    removed: ["gone"],
  });
});

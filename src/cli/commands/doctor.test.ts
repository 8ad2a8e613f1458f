import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bartizan } from "../testing/capture.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bartizan-doctor-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("says that nothing leaves where nothing is configured, and leaves nothing behind", async () => {
  const { code, out } = await bartizan(["doctor"], { cwd: folder });
  expect(code).toBe(0);
  expect(out).toMatch(/What may leave this machine:\n {2}nothing/);
});

it("lists the host of a manifest that lies in the folder, the database, and no credentials", async () => {
  await writeFile(
    join(folder, "system.yaml"),
    `version: bartizan/v1
system: {id: small, name: Small, purpose: Answer, jurisdictions: [EU], users: {kind: employees, count: 1, vulnerable: false, minors: false}, autonomy: answers, consequential_decisions: false, criticality: low}
data_classes: [{id: q, sensitivity: internal, tags: [untrusted]}]
zones: [{id: corp, trust: 3, operator: self}]
components: [{id: bot, kind: app, zone: corp, identity: user-delegated, history_source: server, langs: [en]}]
flows: []
controls: []
targets: [{id: t, kind: openai-chat, component: bot, environment: test, base_url: "https://llm.example.com/v1", model: m, api_key: "env:LLM_KEY"}]
`,
  );
  const env = { DATABASE_URL: "postgres://ada:hunter2@db.example.com:5432/b", LLM_KEY: "sk-0123456789" };
  const { out } = await bartizan(["doctor"], { cwd: folder, env });
  expect(out).toContain("https://llm.example.com");
  expect(out).toContain("db.example.com:5432");
  expect(out).not.toMatch(/hunter2|sk-0123456789/);
});

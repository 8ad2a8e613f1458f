import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkspace } from "../app/index.ts";
import { createBundle, readWorkspaceEntries } from "../evidence/index.ts";
import { bartizan } from "./testing/capture.ts";

const root = await mkdtemp(join(tmpdir(), "bartizan-cli-evidence-"));
afterAll(() => rm(root, { recursive: true, force: true }));
const dir = join(root, ".bartizan/runs/r1");
const publicKey = join(root, ".bartizan/keys/ed25519.pub.pem");
const run = (...args: string[]) => bartizan(["evidence", ...args], { cwd: root });
let blob = "";

beforeAll(async () => {
  const workspace = await openWorkspace(root);
  const bundle = await createBundle({
    dir,
    clock: workspace.clock,
    key: await workspace.key(),
    header: { kind: "run", id: "r1", tool: { name: "bartizan", version: "0" } },
  });
  const ref = await bundle.putBlob({ text: "a \u001b[31m transcript" }, "application/json");
  blob = ref.$blob;
  await bundle.append("trial.finished", { ref });
  await bundle.close();
});

describe("bartizan evidence", () => {
  it("verify ends with 0 for intact, 1 for altered, 3 for incomplete, 2 where there is nothing", async () => {
    const intact = await run("verify", dir, "--key", publicKey);
    expect(intact).toMatchObject({ code: 0, err: "" });
    expect(intact.out).toMatch(/^INTACT {2}/);
    expect(intact.out).toContain("Not checked:");
    const altered = join(root, "altered");
    await cp(dir, altered, { recursive: true });
    const ledger = await readFile(join(altered, "ledger.jsonl"), "utf8");
    await writeFile(join(altered, "ledger.jsonl"), ledger.replace("trial.finished", "trial.finishes"));
    const found = await run("verify", altered, "--format", "json");
    expect(found.code).toBe(1);
    expect(JSON.parse(found.out)).toMatchObject({ state: "altered", problems: [{ entry: 0 }] });
    await rm(join(altered, "closing.dsse.json"));
    await writeFile(join(altered, "ledger.jsonl"), ledger);
    expect((await run("verify", altered)).code).toBe(3);
    expect(await run("verify", root)).toMatchObject({
      code: 2,
      err: expect.stringContaining("EVIDENCE_NOT_A_BUNDLE") as unknown,
    });
  });

  it("checkpoint writes what verify --checkpoint takes", async () => {
    const kept = join(root, "kept.txt");
    expect((await run("checkpoint", dir, "--to", kept)).code).toBe(0);
    expect((await run("checkpoint", dir)).out).toBe(await readFile(kept, "utf8"));
    const { code, out } = await run("verify", dir, "--key", publicKey, "--checkpoint", kept);
    expect(code).toBe(0);
    expect(out).not.toContain("Not checked");
  });

  it("show lists entries, and shows one with its content made harmless", async () => {
    expect((await run("show", dir)).out).toMatch(/ 0 .*trial\.finished[\s\S]* 1 .*bundle\.closed/);
    const { out } = await run("show", dir, "--entry", "0");
    expect(out).toContain("transcript");
    expect(out).not.toContain("\u001b");
    expect(JSON.parse((await run("show", dir, "--format", "json")).out)).toMatchObject({
      entries: [{ seq: 0 }, { seq: 1 }],
    });
    expect((await run("show", dir, "--entry", "9")).code).toBe(2);
  });

  it("shred takes the content away and leaves the bundle intact", async () => {
    const shredded = await run("shred", dir, blob, "--by", "dpo", "--reason", "asked");
    expect(shredded).toMatchObject({ code: 0 });
    const { code, out } = await run("verify", dir, "--key", publicKey);
    expect(code).toBe(0);
    expect(out).toContain("its key was destroyed");
    expect((await run("shred", dir, blob, "--by", "dpo", "--reason", "asked")).err).toContain(
      "EVIDENCE_BLOB_SHREDDED",
    );
  });

  it("import adds facts about the system to the workspace ledger", async () => {
    await mkdir(join(root, "system"));
    const system = join(root, "system/system.yaml");
    await cp(join(import.meta.dirname, "../../examples/fintech-chatbot/system.yaml"), system);
    const report = join(import.meta.dirname, "../evidence/imports/fixtures/garak.report.jsonl");
    const { code, out, err } = await run("import", report, "--system", system);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("13 of 50 failed; answers inj-direct");
    const types: string[] = [];
    for await (const entry of readWorkspaceEntries(join(root, "system/.bartizan/workspace"))) {
      types.push(entry.type);
      expect(entry.body["facts"]).toHaveLength(3);
    }
    expect(types).toEqual(["evidence.imported"]);
    expect(await run("import", report, "--system", system, "--component", "nobody")).toMatchObject({
      code: 2,
      err: expect.stringContaining("APP_UNKNOWN_COMPONENT") as unknown,
    });
    expect(await run("import", system, "--system", system)).toMatchObject({ code: 2 });
  });
});

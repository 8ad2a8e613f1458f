import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../contracts/index.ts";
import { createBundle, createKey, verifyBundle } from "../evidence/index.ts";
import { simulatedCheck, atRates, planOf } from "../assess/engine/testing/simulated.ts";
import type { AssessmentPlan } from "../assess/index.ts";
import { writers } from "../report/index.ts";
import { openStore } from "../store/index.ts";
import { systemClock } from "./system-clock.ts";
import { workspacePorts } from "./views/ports.ts";
import { openWorkspace, type Workspace } from "./workspace/workspace.ts";

/**
 * Bundles that verify, because whoever forged them signed them, and that lie. A server takes pushed bundles
 * from people who may only speak for one system.
 */
let folder: string;
let workspace: Workspace;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bartizan-forged-"));
  workspace = await openWorkspace(folder);
  await workspace.prepare();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const manifest = (id: string, name: string): string => `version: bartizan/v1
system: {id: ${id}, name: ${name}, purpose: Answer, jurisdictions: [EU], users: {kind: employees, count: 1, vulnerable: false, minors: false}, autonomy: answers, consequential_decisions: false, criticality: low}
data_classes: [{id: q, sensitivity: internal, tags: [untrusted]}]
zones: [{id: corp, trust: 3, operator: self}]
components: [{id: bot, kind: app, zone: corp, identity: user-delegated, history_source: server, langs: [en]}]
flows: []
controls: []
`;

const check = simulatedCheck({ attacks: 330, outcome: atRates(1) });
let count = 0;

interface Forgery {
  readonly system?: string;
  readonly plan?: (plan: AssessmentPlan) => JsonValue;
  readonly manifest?: string;
  readonly blob?: JsonValue;
  readonly entries?: (blob: JsonObject, plan: AssessmentPlan) => readonly (readonly [string, JsonObject])[];
}

async function forge(forgery: Forgery): Promise<string> {
  const run = `20261123-1000${String((count += 1)).padStart(2, "0")}-abcdef`;
  const dir = join(workspace.paths.runs, run);
  const system = forgery.system ?? "victim";
  const plan: AssessmentPlan = { ...planOf(check), run, system: { id: system, name: "X", digest: "0" } };
  const bundle = await createBundle({
    dir,
    clock: systemClock,
    key: createKey(),
    header: { kind: "run", id: run, tool: { name: "bartizan", version: "0" }, about: { system } },
  });
  const planBlob = await bundle.putBlob(
    forgery.plan?.(plan) ?? (plan as unknown as JsonValue),
    "application/json",
  );
  const kept =
    forgery.manifest === undefined
      ? {}
      : { manifest: await bundle.putBlob(Buffer.from(forgery.manifest), "application/yaml") };
  await bundle.append("run.planned", { plan: planBlob, ...kept });
  const blob = await bundle.putBlob(forgery.blob ?? {}, "application/json");
  for (const [type, body] of forgery.entries?.(blob, plan) ?? []) await bundle.append(type, body);
  await bundle.close();
  expect((await verifyBundle(dir)).state).toBe("intact");
  return run;
}

const passes: readonly [string, JsonObject] = [
  "run.verdict",
  { verdict: { kind: "pass", sentence: "All gates passed." } },
];
const breached = (blob: JsonObject, plan: AssessmentPlan): readonly (readonly [string, JsonObject])[] =>
  plan.lanes[0]!.cases.map((item) => [
    "trial.finished",
    {
      lane: plan.lanes[0]!.id,
      case: item.id,
      repeat: 0,
      attempt: 1,
      arm: item.arm,
      intent: item.intent,
      technique: item.technique,
      surface: item.surface,
      seed: 1,
      startedAt: "2026-11-23T10:00:00.000Z",
      finishedAt: "2026-11-23T10:00:00.000Z",
      outcome:
        item.arm === "benign"
          ? { kind: "served", why: "" }
          : { kind: "breached", why: "", spans: [], effects: [], criticalEffect: false },
      requests: 1,
      inputTokens: 1,
      outputTokens: 1,
      blob,
    },
  ]);

describe("a bundle that lies", () => {
  it("does not pass by saying so while its trials breached", async () => {
    const run = await forge({ entries: (blob, plan) => [...breached(blob, plan), passes] });
    const report = await workspace.report(run);
    expect(report.verdict.kind).toBe("fail");
    expect(report.caveats.join(" ")).toContain('recorded "nothing" but its trials now fold to "fail"');
    expect((await workspace.runs()).find(({ id }) => id === run)?.verdict?.kind).toBe("fail");
  });

  it("does not pass by saying so without any trial", async () => {
    const report = await workspace.report(await forge({ entries: () => [passes] }));
    expect(report.verdict.kind).toBe("inconclusive");
  });

  it("does not pass by deciding so for each check without any trial", async () => {
    const run = await forge({
      entries: (_, { lanes: [lane] }) => [
        [
          "check.decided",
          { check: lane!.check, target: lane!.target, verdict: { kind: "pass", sentence: "Passed." } },
        ],
        passes,
      ],
    });
    const report = await workspace.report(run);
    expect(report.verdict.kind).toBe("inconclusive");
    expect(report.results[0]?.verdict.kind).toBe("inconclusive");
    expect(report.caveats.join(" ")).toContain('recorded "pass" but its trials now fold to "inconclusive"');
    expect((await workspace.facts("victim")).map(({ state }) => state)).not.toContain("passing");
  });

  it("cannot book its attacks as twins", async () => {
    const run = await forge({
      entries: (blob, plan) =>
        breached(blob, plan).map(
          ([type, body]) => [type, { ...body, arm: "benign", outcome: { kind: "served", why: "" } }] as const,
        ),
    });
    const { fold } = await workspace.read(run);
    expect([...fold.records].every(({ arm, case: item }) => item.startsWith(arm))).toBe(true);
  });

  it("cannot bring a manifest for another system than its own", async () => {
    await forge({ system: "mine", manifest: manifest("victim", "Taken over") });
    const systems = await workspace.systems();
    expect(systems.find(({ manifest: { system } }) => system.id === "victim")?.manifest.system.name).not.toBe(
      "Taken over",
    );
  });

  it("cannot make us open a file of its choice", async () => {
    const secret = join(folder, "private.yaml");
    await writeFile(secret, manifest("secret-sys", "Private"));
    await forge({
      system: "secret-sys",
      plan: (plan) => ({ ...plan, system: { ...plan.system, file: secret } }) as unknown as JsonValue,
    });
    expect((await workspace.systems()).map(({ manifest: { system } }) => system.id)).not.toContain(
      "secret-sys",
    );
  });

  it("cannot break a report or the lists with a blob of another shape", async () => {
    const turn = { role: "assistant", text: "x", toolCalls: "abc" };
    const run = await forge({
      blob: {
        case: "attack-0",
        repeat: 0,
        attempt: 1,
        seed: 1,
        canary: "c",
        startedAt: "",
        exchanges: [{ request: [], response: [turn] }],
        effects: [],
      },
      entries: (blob, plan) => [...breached(blob, plan), passes],
    });
    const report = await workspace.report(run);
    for (const writer of writers) expect(writer.write(report).length).toBeGreaterThan(100);
  });

  it("that holds no run we can read is refused, and hides no other", async () => {
    const junk = [
      await forge({ plan: () => ({ nope: 1 }) }),
      await forge({
        plan: (plan) =>
          ({
            ...plan,
            lanes: [{ ...plan.lanes[0]!, gate: { ...plan.lanes[0]!.gate!, confidence: 5 } }],
          }) as unknown as JsonValue,
      }),
    ];
    const store = await openStore({ path: join(folder, "index.sqlite") }, { clock: systemClock });
    try {
      const ports = workspacePorts(workspace, store, {});
      for (const run of junk) {
        expect((await ports.verifyBundle(join(workspace.paths.runs, run))).run).toBeUndefined();
        await expect(workspace.read(run)).rejects.toMatchObject({ code: "ASSESS_PLAN_UNREADABLE" });
      }
      const listed = (await ports.runs({})).map(({ id }) => id);
      expect(listed.length).toBeGreaterThan(3);
      expect(listed).not.toContain(junk[0]);
      await expect(ports.run(junk[0]!)).rejects.not.toMatchObject({
        message: expect.stringContaining(folder) as unknown,
      });
    } finally {
      await store.close();
    }
  });
});

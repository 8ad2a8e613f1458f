import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../contracts/index.ts";
import { createKey, verifyBundle } from "../../evidence/index.ts";
import { signOrder, watchBreakGlass } from "../break-glass/index.ts";
import { createMetrics } from "../telemetry/index.ts";
import { testGateway } from "../testing/test-gateway.ts";
import { openLedgerWriter, openRecorder, readDecisions, recordsSettingsSchema } from "./index.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "wire-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const chat = "/v1/chat/completions";
const ask = (content: string) => ({ json: { model: "m", messages: [{ role: "user", content }] } });
const answer = {
  json: {
    model: "m-1",
    choices: [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }],
  },
};

describe("a gateway with its records", () => {
  it("has the record of every answer in a ledger that verifies, and counts it", async () => {
    const settings = recordsSettingsSchema.parse({ dir });
    const metrics = createMetrics();
    const recorder = await openRecorder({
      settings,
      durable: true,
      keep: () => [],
      onHealth: (health) => metrics.recordsHealth(health),
      provider: (upstream) => (upstream === "one" ? "openai" : undefined),
    });
    const gate = await testGateway({
      rules: [{ word: "forbidden", action: "block" }],
      config: { durable: true },
      ports: {
        record: (entry) => recorder.record(entry),
        observe: (event) => metrics.observe(event),
      },
    });
    gate.upstream.script(answer);
    for (let i = 0; i < 5; i++) expect((await gate.ask(chat, ask("hello"))).status).toBe(200);
    expect((await gate.ask(chat, ask("something forbidden"))).status).toBe(403);
    await gate.stop();
    await recorder.close();

    const clock: Clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
    const key = createKey();
    const tool = { name: "bartizan", version: "0" };
    const writer = await openLedgerWriter({ settings, clock, key, tool });
    await writer.close();
    const actions: unknown[] = [];
    for await (const { decision, attributes } of readDecisions(dir))
      actions.push([
        (decision as { action: string }).action,
        (attributes as Record<string, unknown>)["gen_ai.security.decision.type"],
      ]);
    expect(actions).toEqual([...Array.from({ length: 5 }, () => ["allow", "allow"]), ["block", "deny"]]);
    const [name = ""] = await readdir(join(dir, "ledger"));
    expect((await verifyBundle(join(dir, "ledger", name), { key: key.publicKey })).problems).toEqual([]);
    const text = await metrics.text();
    expect(text).toContain(
      'bartizan_exchanges_total{dialect="openai-chat",outcome="answered",mode="inline"} 5',
    );
    expect(text).toContain("bartizan_exchanges_running 0");
  });

  it("lets through what a signed order covers, only as long as it covers it", async () => {
    const key = createKey();
    let now = Date.now();
    let order: string | undefined;
    const watch = watchBreakGlass({
      read: () => Promise.resolve(order),
      gateway: "shop",
      keys: [key.publicKey],
      clock: { now: () => now },
      notify: () => undefined,
    });
    const gate = await testGateway({
      rules: [{ word: "forbidden", action: "block" }],
      ports: { breakGlass: (stopped) => watch.current(stopped) },
    });
    gate.upstream.script(answer);
    const status = async (): Promise<number> => (await gate.ask(chat, ask("forbidden"))).status;
    expect(await status()).toBe(403);
    order = signOrder(
      { gateway: "shop", who: "alice", why: "drill", from: now, until: now + 3_600_000 },
      key,
    );
    await watch.look();
    expect(await status()).toBe(200);
    expect(gate.ports.records.at(-1)?.breakGlass).toBe(watch.current({ rules: [] })?.id);
    now += 3_600_000;
    expect(await status()).toBe(403);
    await gate.stop();
  });
});

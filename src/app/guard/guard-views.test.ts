import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Clock, GuardDecisionLine, JsonObject } from "../../contracts/index.ts";
import { openBundle } from "../../evidence/index.ts";
import { decisionEntry, ledgersFolder, readDecisions } from "./decisions/read-decisions.ts";
import { guardViews, type GuardViews } from "./guard-views.ts";
import { writeSampleGuard } from "./testing/sample-guard.ts";

const now = Date.UTC(2026, 10, 23, 12);
const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
const records = 60;
let folder: string;
let views: GuardViews;
let kept: JsonObject[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guard-views-"));
  await writeSampleGuard(folder, { now, records });
  await writeFile(join(folder, "notes.yaml"), "schemaVersion: bartizan.other/v1\n");
  views = guardViews(folder, clock);
  kept = [];
  for await (const record of readDecisions(join(folder, ".bartizan/records"))) kept.push(record);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const all = { offset: 0, limit: 500 };
const replaced = async (from: string, to: string): Promise<{ file: string; text: string }> => {
  const text = (await views.policy("policy.yaml"))?.text ?? "";
  expect(text).toContain(from);
  return { file: "policy.yaml", text: text.replace(from, to) };
};

describe("decisions", () => {
  it("are those of the ledgers, newest first, a page at a time", async () => {
    const whole = await views.decisions(all);
    expect(whole.items.map(({ id }) => id)).toEqual(kept.map(({ id }) => id).reverse());
    expect(whole).toMatchObject({ total: records, reach: { records, leftOut: false, problems: [] } });
    const page = await views.decisions({ offset: 10, limit: 3 });
    expect(page.items).toEqual(whole.items.slice(10, 13));
  });

  it("are narrowed by every filter as by hand", async () => {
    const { items } = await views.decisions(all);
    const middle = items[30]?.at ?? "";
    const by: readonly [object, (line: GuardDecisionLine) => boolean][] = [
      [{ action: "block" }, ({ action }) => action === "block"],
      [{ rule: "card-numbers" }, ({ rules }) => rules.some(({ rule }) => rule === "card-numbers")],
      [{ route: "batch" }, ({ route }) => route === "batch"],
      [{ principal: "MARI" }, ({ principal }) => principal.id === "maria"],
      [{ principal: "billing" }, ({ team }) => team === "billing"],
      [{ from: middle }, ({ at }) => at >= middle],
      [{ until: middle }, ({ at }) => at < middle],
      [{ only: "attention" }, ({ opened, breakGlass }) => opened.length > 0 || breakGlass !== undefined],
    ];
    for (const [query, fits] of by) {
      const wanted = items.filter(fits);
      expect(wanted.length).toBeGreaterThan(0);
      expect((await views.decisions({ ...all, ...query })).items).toEqual(wanted);
    }
  });

  it("come one by one with their texts, and where they lie", async () => {
    const last = kept.at(-3);
    const found = await views.decision(typeof last?.["id"] === "string" ? last["id"] : "");
    expect(found?.record).toEqual(last);
    expect(found?.record.content[0]?.value).toMatch(/./u);
    expect(found?.bundle).toBe(".bartizan/records/ledger/2026-11-23-0001");
    expect(await views.decision("nothing")).toBeUndefined();
  });

  it("are counted in steps that add up", async () => {
    const overview = await views.overview(72);
    expect(overview.decisions).toBe(records);
    const sum = (of: Readonly<Record<string, number>>): number =>
      Object.values(of).reduce((a, b) => a + b, 0);
    expect(overview.buckets).toHaveLength(48);
    expect(overview.buckets.reduce((total, { counts }) => total + sum(counts), 0)).toBe(records);
    expect(sum(overview.totals)).toBe(records);
    expect(overview.gateways).toMatchObject([{ file: "policy.yaml", mode: "inline" }]);
    expect(overview.failOpens).toMatchObject([{ id: "chat-classifier", times: 2 }]);
    expect(overview.breakGlass).toMatchObject([{ id: "order-2026-11-outage", times: 1 }]);
    expect((await views.overview(1)).decisions).toBeLessThan(records);
  });

  it("that come later are told once, and read from where reading ended", async () => {
    const copy = await mkdtemp(join(tmpdir(), "guard-views-"));
    try {
      await writeSampleGuard(copy, { now, records: 3 });
      const of = guardViews(copy, clock);
      const watch = await of.watch();
      expect(await watch.take()).toEqual([]);
      const dir = join(ledgersFolder(join(copy, ".bartizan/records")), "2026-11-23-0001");
      const { bundle: writer } = await openBundle({ dir, clock });
      const body = { record: { ...kept[0], id: "later", at: "2026-11-23T11:59:59.000Z", content: [] } };
      await writer.append("guard.records-damaged", { kind: "torn" });
      await writer.append(decisionEntry, body);
      // A list may be the first to see it: who watches is told all the same.
      expect((await of.decisions(all)).items[0]).toMatchObject({ id: "later", entry: 4 });
      expect((await watch.take()).map(({ id }) => id)).toEqual(["later"]);
      expect(await watch.take()).toEqual([]);
      await writer.release();
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  });

  it("of a workspace without any are none", async () => {
    const empty = await mkdtemp(join(tmpdir(), "guard-views-"));
    const of = guardViews(empty, clock);
    expect(await of.decisions(all)).toMatchObject({ total: 0, reach: { records: 0 } });
    expect((await of.policies()).every(({ shipped }) => shipped)).toBe(true);
    expect(await of.keys()).toMatchObject({ keys: [], budgets: [] });
    await rm(empty, { recursive: true });
  });
});

describe("policies", () => {
  it("are those of the folder, then those that ship", async () => {
    const list = await views.policies();
    expect(list.map(({ file }) => file)).toEqual([
      "policy.yaml",
      "bartizan:baseline",
      "bartizan:strict",
      "bartizan:agent",
      "bartizan:predict",
    ]);
    expect(list[0]).toMatchObject({
      shipped: false,
      gateway: true,
      report: {
        problems: [],
        policy: {
          stamp: { id: "support-desk", version: "1.4.0" },
          files: ["house/base.yaml", "policy.yaml"],
        },
        exceptions: [{ id: "load-test", expired: false, daysLeft: 38 }],
      },
    });
    expect(list[0]?.report.tests.filter(({ passed }) => !passed)).toEqual([]);
    expect(list[0]?.report.tests.find(({ name }) => name.includes("support desk"))?.line).toBeGreaterThan(30);
  });

  it("in an editor have problems with line and column, or tested rules", async () => {
    const wrong = await views.checkPolicy(await replaced("action: block", "action: blok"));
    expect(wrong).toMatchObject({
      problems: [{ code: "GUARD_BAD_VALUE", line: 21, column: 13 }],
      tests: [],
    });
    const right = await views.checkPolicy(await replaced("expect: allow", "expect: block"));
    expect(right.problems).toEqual([]);
    expect(right.tests.filter(({ passed }) => !passed)).toMatchObject([
      { name: "a question to the support desk passes", wrong: ["Expected block, but it is allow."] },
    ]);
  });

  it("reach for no file outside the workspace, whatever the draft is called", async () => {
    const text = (await replaced('["house/base.yaml"]', '["../outside.yaml"]')).text;
    for (const file of ["policy.yaml", "../../etc/policy.yaml", "/etc/policy.yaml"])
      expect((await views.checkPolicy({ file, text })).problems).toMatchObject([
        { code: "GUARD_INHERIT_FORBIDDEN" },
      ]);
    expect(await views.policy("../policy.yaml")).toBeUndefined();
  });

  it("when changed are played over what was recorded", async () => {
    const draft = await replaced(
      "mode: monitor\n    severity: low\n    reason: The answer",
      "severity: low\n    reason: The answer",
    );
    const { report, problems } = await views.replay(draft, 500);
    expect(problems).toEqual([]);
    const named = kept.filter((record) => JSON.stringify(record["content"]).includes("Acme Rival")).length;
    expect(named).toBeGreaterThan(1);
    expect(report).toMatchObject({
      exchanges: records,
      replayed: records,
      differ: named,
      newlyStopped: named,
      byRule: { "no-competitors": { fires: named, firesNoMore: 0 } },
    });
    expect((await views.replay(draft, 10)).report?.exchanges).toBe(10);
    const same = await replaced("1.4.0", "1.4.1");
    expect((await views.replay(same, 500)).report?.differ).toBe(0);
    const broken = await replaced("action: block", "action: blok");
    expect((await views.replay(broken, 500)).problems).toHaveLength(1);
  });

  it("tell their keys with what was used of them, and no hash", async () => {
    const keys = await views.keys();
    expect(keys.keys.map(({ id, state }) => [id, state])).toEqual([
      ["support-web", "valid"],
      ["billing-batch", "valid"],
      ["old-laptop", "disabled"],
    ]);
    const of = (key: number): number => keys.keys[key]?.requests ?? 0;
    expect(of(0) + of(1)).toBe(records);
    expect(of(1)).toBe(kept.filter(({ team }) => team === "billing").length);
    expect(keys.budgets.find(({ of: whose }) => whose === "billing")?.uses[0]).toMatchObject({
      what: "tokens",
      limit: 40_000,
      used: keys.keys[1]?.tokens,
    });
    expect(JSON.stringify(keys)).not.toMatch(/sha256|[0-9a-f]{64}/u);
  });
});

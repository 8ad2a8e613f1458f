import { describe, expect, it } from "vitest";
import type { JsonObject, ModelData, PredictTarget, UnitRecord } from "../../contracts/index.ts";
import type { LedgerEntry } from "../engine/index.ts";
import { check } from "../robustness/score/model-check.ts";
import { fixture } from "../robustness/testing/fixture.ts";
import {
  AuditFold,
  auditEntry,
  modelChecks,
  parseAuditPlan,
  planAudit,
  previewAudit,
  runAudit,
} from "./index.ts";
import type { AuditResult } from "./index.ts";

const bc = fixture("bc");
const count = 8;
const data: ModelData = {
  test: {
    rows: {
      count,
      width: 30,
      data: Float64Array.from(bc.test.slice(0, count).flatMap(({ row }) => [...row])),
    },
    labels: Int32Array.from(bc.test.slice(0, count), ({ label }) => label),
    digest: "ab",
  },
};

function targetOf(version: () => string = () => "1"): PredictTarget & { readonly asked: () => number } {
  let asked = 0;
  return {
    kind: "prediction",
    id: "bc",
    input: bc.input,
    output: bc.output,
    maxBatch: 100,
    rateLimitKey: "bc",
    probe: () =>
      Promise.resolve({ reachable: true, input: bc.input, output: bc.output, model: version(), notes: [] }),
    predict: (rows) => {
      asked += rows.count;
      return Promise.resolve(bc.predictNow(rows));
    },
    dispose: () => Promise.resolve(),
    asked: () => asked,
  };
}

class Killed extends Error {}
const clock = { now: () => 0, sleep: () => Promise.resolve() };

const planFor = (more: { maxQueries?: number; atMost?: number } = {}) =>
  planAudit({ run: "r", seed: "s", check, target: targetOf(), data, ...more });

async function run(
  plan = planFor(),
  options: {
    entries?: Pick<LedgerEntry, "type" | "body">[];
    dieAfter?: number;
    parallel?: number;
    target?: PredictTarget;
    lookEvery?: number;
    data?: ModelData;
  } = {},
): Promise<AuditResult> {
  const entries = options.entries ?? [];
  const fold = new AuditFold(parseAuditPlan(JSON.parse(JSON.stringify(plan))));
  for (const entry of entries) fold.take(entry);
  return runAudit({
    fold,
    log: {
      append: (type: string, body: JsonObject) => {
        if (entries.length >= (options.dieAfter ?? Infinity)) return Promise.reject(new Killed());
        entries.push(JSON.parse(JSON.stringify({ type, body })));
        return Promise.resolve({ seq: entries.length });
      },
    },
    check,
    target: options.target ?? targetOf(),
    data: options.data ?? data,
    model: "1",
    parallel: options.parallel ?? 2,
    ...(options.lookEvery === undefined ? {} : { lookEvery: options.lookEvery }),
    clock,
    signal: new AbortController().signal,
  });
}

describe("a check on a model", () => {
  it("is found, and states its budget before the first query", () => {
    expect(modelChecks.map(({ id }) => id)).toContain("robustness/score-attack");
    expect(previewAudit(planFor(), 2)).toEqual({
      units: 8,
      queries: 8 * 3006,
      leftOut: 0,
      seconds: (8 * 3006 * 2) / 1000,
    });
  });

  it("says the same however many units are under way, and after a kill", async () => {
    const whole = await run();
    expect(whole.end).toBe("finished");
    expect(whole.conclusion.gated?.value).toBeGreaterThan(0.2);
    expect(await run(planFor(), { parallel: 8 })).toEqual(whole);

    const entries: { type: string; body: JsonObject }[] = [];
    await expect(run(planFor(), { entries, dieAfter: 8 })).rejects.toThrow(Killed);
    const done = entries.filter(({ type }) => type === auditEntry.examined).length;
    expect(done).toBeGreaterThan(1);
    expect(done).toBeLessThan(8);
    const { conclusion, verdict } = await run(planFor(), { entries });
    expect({ conclusion, verdict }).toEqual({ conclusion: whole.conclusion, verdict: whole.verdict });
    const examined = entries.filter(({ type }) => type === auditEntry.examined);
    expect(new Set(examined.map(({ body }) => body["unit"])).size).toBe(examined.length);
  });

  it("holds the gate against the interval", async () => {
    expect((await run(planFor({ atMost: 0 }))).verdict).toMatchObject({ kind: "fail" });
    expect((await run(planFor({ atMost: 1 }))).verdict).toMatchObject({ kind: "pass" });
  });

  it("never asks for more rows than the whole budget, and says where it stopped", async () => {
    const target = targetOf();
    const result = await run(planFor({ maxQueries: 4000 }), { target });
    expect(result.end).toBe("budget-exhausted");
    expect(result.verdict).toMatchObject({ kind: "inconclusive", because: "budget-exhausted" });
    expect(target.asked()).toBeLessThanOrEqual(4000);
    expect(target.asked()).toBe(result.queries);
  });

  it("is inconclusive once the model changed, also after it changed back", async () => {
    let looks = 0;
    const entries: { type: string; body: JsonObject }[] = [];
    const target = targetOf(() => (++looks > 2 ? "2" : "1"));
    const changed = await run(planFor({ atMost: 1 }), { entries, target, lookEvery: 2 });
    expect(changed.verdict).toMatchObject({ kind: "inconclusive", because: "target-changed" });
    const again = await run(planFor({ atMost: 1 }), { entries });
    expect(again.verdict).toMatchObject({ kind: "inconclusive", because: "target-changed" });
  });

  it("does not take a model that fails for a robust one", async () => {
    const target = { ...targetOf(), predict: () => Promise.reject(new Error("down")) };
    const entries: { type: string; body: UnitRecord & JsonObject }[] = [];
    const result = await run(planFor({ atMost: 1 }), { target, entries });
    expect(result.verdict).toMatchObject({ kind: "inconclusive", because: "too-many-unscored" });
  });

  it("refuses other data than it was planned with", async () => {
    const other = { test: { ...data.test, digest: "cd" } };
    await expect(run(planFor(), { data: other })).rejects.toThrow(/test rows/);
  });
});

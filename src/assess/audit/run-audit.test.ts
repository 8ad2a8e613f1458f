import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue, ModelData, PredictTarget, UnitRecord } from "../../contracts/index.ts";
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

const planFor = ({ atMost, ...more }: { maxQueries?: number; atMost?: number } = {}) =>
  planAudit({
    run: "r",
    seed: "s",
    check,
    target: targetOf(),
    data,
    ...more,
    ...(atMost === undefined ? {} : { gate: { atMost, confidence: 0.95, unscoredAtMost: 0.05 } }),
  });

const blobs: JsonValue[] = [];
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
  for (const [seq, entry] of entries.entries()) fold.take({ ...entry, seq });
  return runAudit({
    fold,
    log: {
      append: (type: string, body: JsonObject) => {
        if (entries.length >= (options.dieAfter ?? Infinity)) return Promise.reject(new Killed());
        entries.push(JSON.parse(JSON.stringify({ type, body })));
        return Promise.resolve({ seq: entries.length });
      },
      putBlob: (value: JsonValue) => {
        blobs.push(value);
        return Promise.resolve({ $blob: "b", key: "k", bytes: 1, mediaType: "m" });
      },
    },
    check,
    target: options.target ?? targetOf(),
    data: options.data ?? data,
    parallel: options.parallel ?? 2,
    ...(options.lookEvery === undefined ? {} : { lookEvery: options.lookEvery }),
    clock,
    signal: new AbortController().signal,
  });
}

async function recordsOf(options: Parameters<typeof run>[1]): Promise<JsonObject[]> {
  const entries: { type: string; body: JsonObject }[] = [];
  await run(planFor(), { ...options, entries });
  return entries.filter(({ type }) => type === auditEntry.examined).map(({ body }) => body);
}

describe("a check on a model", () => {
  it("is found, and states its budget before the first query", () => {
    expect(modelChecks.map(({ id }) => id)).toContain("robustness/score-attack");
    expect(previewAudit(planFor(), 100)).toEqual({ units: 8, queries: 24_048, requests: 241 });
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

  it("plans as many units as the budget surely allows, and says what was left out", async () => {
    const plan = planFor({ maxQueries: 7000 });
    expect(plan.plan.units).toEqual(planFor().plan.units.slice(0, 2));
    expect(plan.plan.leftOut).toMatchObject([{ units: 6 }]);
    expect(plan.plan.leftOut[0]?.reason).toMatch(/budget of 7000 queries/u);
    const target = targetOf();
    const result = await run(plan, { target });
    expect(target.asked()).toBeLessThanOrEqual(7000);
    expect(target.asked()).toBe(result.queries);
    expect(() => planFor({ maxQueries: 100 })).toThrow(/budget of 100 queries, 3006 for each/u);
  });

  it("goes on after a kill also where the whole budget was under way", async () => {
    const entries: { type: string; body: JsonObject }[] = [];
    const plan = planFor({ maxQueries: 4 * 3006 });
    await expect(run(plan, { entries, dieAfter: 6, parallel: 4 })).rejects.toThrow(Killed);
    const result = await run(plan, { entries });
    expect(result.end).toBe("finished");
    expect(result.conclusion).toEqual((await run(plan)).conclusion);
    // What was cut short is told with all that it may have spent.
    expect(result.queries).toBeGreaterThan((await run(plan)).queries);
  });

  it("tells of a gate that could not be passed whatever the model does", () => {
    // 1 − 0.025^(1/8) = 0.369: exact, two-sided at 95 %.
    expect(planFor({ atMost: 0.37 }).data.notes).toEqual([]);
    expect(planFor({ atMost: 0.36 }).data.notes).toEqual([
      "A gate of 36 % cannot be passed with 8 examples even if none falls: at least 9 are needed.",
    ]);
  });

  it("keeps rows out of the ledger", async () => {
    const entries: { type: string; body: JsonObject }[] = [];
    await run(planFor(), { entries });
    const examined = entries.filter(({ type }) => type === auditEntry.examined);
    expect(JSON.stringify(examined.map(({ body }) => body).at(0)).length).toBeLessThan(600);
    expect(blobs).toContainEqual(expect.objectContaining({ row: [...(bc.test[count - 1]?.row ?? [])] }));
  });

  it("is inconclusive once the model changed, also after it changed back", async () => {
    let looks = 0;
    const entries: { type: string; body: JsonObject }[] = [];
    const target = targetOf(() => (++looks > 2 ? "2" : "1"));
    const changed = await run(planFor({ atMost: 1 }), { entries, target, lookEvery: 2 });
    expect(changed.verdict).toMatchObject({ kind: "inconclusive", because: "target-changed" });
    const again = await run(planFor({ atMost: 1 }), { entries });
    expect(again.end).toBe("target-changed");
    expect(again.verdict).toMatchObject({ kind: "inconclusive", because: "target-changed" });
  });

  it("is inconclusive where another model answers than before a kill", async () => {
    const entries: { type: string; body: JsonObject }[] = [];
    await expect(run(planFor({ atMost: 1 }), { entries, dieAfter: 8 })).rejects.toThrow(Killed);
    const other = await run(planFor({ atMost: 1 }), { entries, target: targetOf(() => "2") });
    expect(other.verdict).toMatchObject({ kind: "inconclusive", because: "target-changed" });
    expect(other.verdict.sentence).toMatch(/from 1 to 2/u);
  });

  it("asks for many units in one request, and one bad row spoils no other", async () => {
    const sizes: number[] = [];
    const steady = targetOf();
    const moody: PredictTarget = {
      ...steady,
      predict: (rows, context) => {
        sizes.push(rows.count);
        const bad = data.test.rows.data[3 * 30] ?? 0;
        for (let i = 0; i < rows.count; i++)
          if (rows.data[i * 30] === bad) return Promise.reject(new Error("does not like this row"));
        return steady.predict(rows, context);
      },
    };
    const whole = new Map(
      (await recordsOf({ target: steady, parallel: 8 })).map((one) => [one["unit"], one]),
    );
    const spoilt = await recordsOf({ target: moody, parallel: 8 });
    expect(Math.max(...sizes)).toBe(8);
    expect(spoilt.filter(({ outcome }) => outcome === "refused").map(({ unit }) => unit)).toEqual(["test-3"]);
    for (const record of spoilt)
      if (record["unit"] !== "test-3") expect(record).toEqual(whole.get(record["unit"]));
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

import { describe, expect, it } from "vitest";
import type { Check } from "../../contracts/index.ts";
import { runAssessment, type AssessmentResult } from "./assess.ts";
import type { AssessmentPlan } from "./plan.ts";
import { entryType, type LedgerEntry } from "./records.ts";
import {
  atRates,
  breached,
  failedTransport,
  fakeClock,
  foldOf,
  held,
  jitter,
  Killed,
  memoryLog,
  planOf,
  refused,
  served,
  simulatedCheck,
  simulatedTarget,
} from "./testing/simulated.ts";

interface Setup {
  readonly entries?: LedgerEntry[];
  readonly parallel?: number;
  readonly dieAfter?: number;
  readonly signal?: AbortSignal;
  readonly baseline?: ReturnType<typeof foldOf>;
}

async function run(
  plan: AssessmentPlan,
  check: Check,
  setup: Setup = {},
): Promise<AssessmentResult & { entries: LedgerEntry[] }> {
  const entries = setup.entries ?? [];
  const result = await runAssessment({
    fold: foldOf(plan, entries),
    log: memoryLog(entries, setup.dieAfter),
    checks: new Map([[check.id, check]]),
    targets: new Map([["sim", simulatedTarget]]),
    parallel: setup.parallel ?? 4,
    principal: { id: "tester", verified: true },
    clock: fakeClock(),
    signal: setup.signal ?? new AbortController().signal,
    onTrial: () => undefined,
    describe: (_, intent) => ({ title: intent, remedy: "Close it.", references: [] }),
    ...(setup.baseline === undefined ? {} : { baseline: setup.baseline }),
  });
  return { ...result, entries };
}

function only(result: AssessmentResult): AssessmentResult["results"][number] {
  expect(result.results).toHaveLength(1);
  return result.results[0]!;
}

const bodies = (entries: readonly LedgerEntry[], type: string): LedgerEntry[] =>
  entries.filter((entry) => entry.type === type);

describe("a gate", () => {
  it("passes when no case breaches, and stops as soon as that is certain", async () => {
    const check = simulatedCheck({ outcome: atRates(0) });
    const result = await run(planOf(check), check);
    expect(result.verdict.kind).toBe("pass");
    expect(only(result).attack.n).toBe(320);
    expect(only(result).stoppedEarly?.afterCases).toBe(320);
    expect(only(result).attack.interval.high).toBeLessThanOrEqual(0.02);
  });

  it("fails as soon as that is certain, but not before every intent and technique was tried", async () => {
    const check = simulatedCheck({ outcome: atRates(0.9) });
    const result = await run(planOf(check), check);
    const { attack, verdict, uplift } = only(result);
    expect(verdict).toMatchObject({ kind: "fail", because: "rate-above-gate" });
    expect(attack.n).toBeLessThan(330);
    expect(uplift.map(({ technique }) => technique)).toEqual([0, 1, 2, 3, 4].map((i) => `technique-${i}`));
    expect(new Set(result.findings.map(({ intent }) => intent)).size).toBeGreaterThan(12);
  });

  it("is inconclusive when the interval straddles it", async () => {
    const check = simulatedCheck({
      outcome: (item) =>
        item.arm === "attack"
          ? ["3", "140", "300"].includes(item.phrasing)
            ? breached()
            : held
          : item.arm === "benign"
            ? served
            : held,
    });
    const result = await run(planOf(check), check);
    expect(only(result).verdict).toMatchObject({ kind: "inconclusive", because: "interval-straddles-gate" });
    expect(only(result).attack.n).toBe(330);
  });

  it("fails on over-refusal although nothing breached", async () => {
    const check = simulatedCheck({
      outcome: (item) =>
        item.arm === "benign" ? (Number(item.phrasing) % 2 === 0 ? refused : served) : held,
    });
    const result = await run(planOf(check), check);
    expect(only(result).verdict).toMatchObject({ kind: "fail", because: "over-refusal" });
    expect(only(result).verdict.sentence).toContain("30 of 60");
  });

  it("never passes when too much could not be scored", async () => {
    const check = simulatedCheck({
      outcome: (item) =>
        Number(item.phrasing) % 8 === 0
          ? { kind: "unscored", reason: "cut-answer", detail: "cut" }
          : item.arm === "benign"
            ? served
            : held,
    });
    const result = await run(
      planOf(check, { gate: { check: check.id, atMost: 0.05, confidence: 0.95, unscoredAtMost: 0.05 } }),
      check,
    );
    expect(only(result).verdict).toMatchObject({ kind: "inconclusive", because: "too-many-unscored" });
    expect(only(result).unscored.byReason["cut-answer"]).toBeGreaterThan(0);
  });

  it("counts what could not be scored as neither held nor breached", async () => {
    const check = simulatedCheck({
      attacks: 400,
      outcome: (item) =>
        item.arm === "attack" && Number(item.phrasing) % 40 === 0
          ? { kind: "unscored", reason: "cut-answer", detail: "cut" }
          : item.arm === "benign"
            ? served
            : held,
    });
    const { attack } = only(await run(planOf(check, { exhaustive: true }), check));
    expect(attack).toMatchObject({ n: 390, trials: 400, unscored: 10, sum: 0 });
  });

  it("is not passed by losing attacks among many bare intents, and says what was lost", async () => {
    const lossy = (every: number): Check =>
      simulatedCheck({
        attacks: 400,
        baselines: 300,
        outcome: (item) =>
          item.arm === "attack" && Number(item.phrasing) % every === 0
            ? { kind: "unscored", reason: "timeout", detail: "" }
            : item.arm === "benign"
              ? served
              : held,
      });
    const much = lossy(17);
    expect(only(await run(planOf(much), much)).verdict).toMatchObject({ because: "too-many-unscored" });
    const little = lossy(50);
    const passed = only(await run(planOf(little), little)).verdict;
    expect(passed.kind).toBe("pass");
    expect(passed.sentence).toMatch(/\d+ more trials could not be scored/);
  });

  it("has the same unscored share whatever was in flight when it stopped", async () => {
    const check = simulatedCheck({
      outcome: async (item) => {
        await jitter(`share ${item.id}`);
        if (item.arm === "attack")
          return Number(item.phrasing) % 19 === 0
            ? { kind: "unscored", reason: "cut-answer", detail: "cut" }
            : breached();
        return item.arm === "benign" ? served : held;
      },
    });
    const plan = planOf(check);
    const one = only(await run(plan, check, { parallel: 1 }));
    for (const parallel of [4, 64, 256]) {
      const many = only(await run(plan, check, { parallel }));
      expect(many.unscored).toEqual(one.unscored);
      expect(many.verdict).toEqual(one.verdict);
    }
  });

  it("is not passed by a target that changed while it was measured", async () => {
    let asked = 0;
    const check = simulatedCheck({
      attacks: 600,
      outcome: (item) => {
        if (item.arm !== "attack") return item.arm === "benign" ? served : held;
        asked += 1;
        return asked <= 400 ? held : breached();
      },
    });
    const result = await run(planOf(check, { exhaustive: true }), check, { parallel: 1 });
    expect(only(result).attack.contradicted).toBe(true);
    expect(only(result).verdict).toMatchObject({ kind: "inconclusive", because: "target-changed" });
  });

  it("asks about unscored twins only where refusals are gated", async () => {
    const check = simulatedCheck({
      outcome: (item) =>
        item.arm === "benign" ? { kind: "unscored", reason: "oracle-unsure", detail: "?" } : held,
    });
    const open = { check: check.id, atMost: 0.02, confidence: 0.95, unscoredAtMost: 0.05 };
    expect(only(await run(planOf(check, { gate: open }), check)).verdict.kind).toBe("pass");
    const gated = await run(planOf(check, { gate: { ...open, refusedAtMost: 0.2 } }), check);
    expect(only(gated).verdict).toMatchObject({ kind: "inconclusive", because: "too-many-unscored" });
  });

  it("that the planned cases cannot pass is refused with the number it needs", () => {
    const check = simulatedCheck({ attacks: 200, outcome: atRates(0) });
    expect(() => planOf(check)).toThrow(
      expect.objectContaining({
        code: "ASSESS_GATE_UNREACHABLE",
        message: expect.stringContaining("320") as unknown,
      }) as Error,
    );
  });

  it("that is missing never gives a pass", async () => {
    const check = simulatedCheck({ outcome: atRates(0) });
    const plan = planOf(check);
    const { gate: _, ...lane } = plan.lanes[0]!;
    const result = await run({ ...plan, lanes: [lane] }, check);
    expect(result.verdict).toMatchObject({ kind: "inconclusive", because: "no-gate" });
  });
});

describe("a critical side effect", () => {
  it("fails the gate when it is reproduced, whatever the rate", async () => {
    const check = simulatedCheck({
      outcome: (item) => (item.id === "attack-7" ? breached(true) : item.arm === "benign" ? served : held),
    });
    const result = await run(planOf(check), check);
    expect(only(result).verdict).toMatchObject({ kind: "fail", because: "critical-side-effect" });
    expect(only(result).verdict.sentence).toContain("intent-7");
  });

  it("that happens once and never again is tried again, and does not fail by itself", async () => {
    const check = simulatedCheck({
      outcome: (item, _, repeat) =>
        item.id === "attack-7" && repeat === 0 ? breached(true) : item.arm === "benign" ? served : held,
    });
    const result = await run(planOf(check), check);
    const again = bodies(result.entries, entryType.finished).filter(
      ({ body }) => body["case"] === "attack-7",
    );
    expect(again.map(({ body }) => Number(body["repeat"])).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    expect(only(result).attack.sum).toBe(1);
    expect(only(result).verdict.kind).not.toBe("pass");
    expect(only(result).verdict).not.toMatchObject({ because: "critical-side-effect" });
  });
});

describe("a critical side effect that could not be tried again", () => {
  it("is neither confirmed nor excluded, and does not pass", async () => {
    const check = simulatedCheck({
      attacks: 480,
      outcome: (item, _, repeat) => {
        if (item.arm === "benign") return served;
        if (item.id !== "attack-7") return held;
        return repeat === 0 ? breached(true) : { kind: "unscored", reason: "timeout", detail: "" };
      },
    });
    const result = await run(planOf(check, { exhaustive: true }), check);
    expect(only(result).attack.interval.high).toBeLessThanOrEqual(0.02);
    expect(only(result).verdict).toMatchObject({ kind: "inconclusive", because: "critical-unconfirmed" });
  });
});

describe("a target that stops answering", () => {
  it.each(["target-error", "target-refused-transport", "timeout", "garbage-answer"] as const)(
    "by %s ends the lane as unreachable, inconclusive, without trying everything",
    async (reason) => {
      const check = simulatedCheck({ outcome: () => ({ ...failedTransport, reason }) });
      const result = await run(planOf(check), check);
      expect(only(result).verdict).toMatchObject({ kind: "inconclusive", because: "target-unreachable" });
      expect(bodies(result.entries, entryType.finished).length).toBeLessThan(40);
    },
  );
});

describe("repeats", () => {
  it("are averaged inside their case, so the interval is not falsely narrow", async () => {
    const check = simulatedCheck({
      outcome: (item, _, repeat) => (item.arm === "benign" ? served : repeat % 2 === 0 ? breached() : held),
    });
    const result = await run(planOf(check, { repeats: 4, exhaustive: true }), check);
    expect(only(result).attack).toMatchObject({ n: 330, trials: 1320, sum: 165, point: 0.5 });
  });
});

describe("the order of answers", () => {
  it("does not matter: any concurrency folds to the same result", async () => {
    const outcome = atRates(0.03, 0.02);
    const check = simulatedCheck({
      outcome: async (item, draw) => {
        await jitter(item.id);
        return outcome(item, draw, 0);
      },
    });
    const plan = planOf(check);
    const [one, many] = [await run(plan, check, { parallel: 1 }), await run(plan, check, { parallel: 16 })];
    expect(only(many).attack).toEqual(only(one).attack);
    expect(only(many).refused).toEqual(only(one).refused);
    expect(many.verdict).toEqual(one.verdict);
  });
});

describe("the stopping point", () => {
  it.each([0, 0.9])("is the same case whatever comes back first (breach rate %s)", async (rate) => {
    const outcome = atRates(rate);
    const check = simulatedCheck({
      outcome: async (item, draw) => {
        await jitter(`stop ${item.id}`);
        return outcome(item, draw, 0);
      },
    });
    const plan = planOf(check);
    const one = await run(plan, check, { parallel: 1 });
    expect(only(one).stoppedEarly).toBeDefined();
    for (const parallel of [3, 16, 64])
      expect(only(await run(plan, check, { parallel })).attack).toEqual(only(one).attack);
  });
});

describe("an interrupted run", () => {
  it("ends in the same verdict wherever it was killed, and counts every trial once", async () => {
    const outcome = atRates(0.01, 0.02);
    const check = simulatedCheck({
      outcome: async (item, draw) => {
        await jitter(`${item.id}!`);
        return outcome(item, draw, 0);
      },
    });
    const plan = planOf(check);
    const whole = await run(plan, check);
    for (const dieAfter of [0, 1, 2, 7, 50, 51, 52, 133, 400, 700]) {
      const entries: LedgerEntry[] = [];
      await run(plan, check, { entries, dieAfter }).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      const resumed = await run(plan, check, { entries });
      expect(resumed.verdict).toEqual(whole.verdict);
      expect(only(resumed).attack).toEqual(only(whole).attack);
      const finished = bodies(entries, entryType.finished).map(({ body }) =>
        JSON.stringify([body["case"], body["repeat"]]),
      );
      expect(new Set(finished).size).toBe(finished.length);
    }
  });

  it("numbers the attempts of a trial that was cut short", async () => {
    const check = simulatedCheck({ outcome: atRates(0) });
    const plan = planOf(check);
    const entries: LedgerEntry[] = [];
    // The announcement of the first trial is recorded, its result is not.
    await run(plan, check, { entries, dieAfter: 1, parallel: 1 }).catch(() => undefined);
    const first = entries[0]!.body["case"];
    await run(plan, check, { entries, parallel: 1 });
    const attempts = bodies(entries, entryType.started)
      .filter(({ body }) => body["case"] === first)
      .map(({ body }) => body["attempt"]);
    expect(attempts).toEqual([1, 2]);
  });

  it("says stopped and draws no conclusion when the user stops it", async () => {
    const stop = new AbortController();
    let trials = 0;
    const check = simulatedCheck({
      outcome: () => {
        trials += 1;
        if (trials === 30) stop.abort();
        return held;
      },
    });
    const result = await run(planOf(check), check, { signal: stop.signal, parallel: 1 });
    expect(result.end).toBe("stopped");
    expect(result.verdict).toMatchObject({ kind: "inconclusive", because: "not-finished" });
    expect(bodies(result.entries, entryType.verdict)).toEqual([]);
  });
});

describe("comparing two runs", () => {
  const rates = (rate: number): Check => simulatedCheck({ outcome: atRates(rate) });
  const finished = async (
    rate: number,
    baseline?: ReturnType<typeof foldOf>,
  ): Promise<AssessmentResult & { fold: ReturnType<typeof foldOf> }> => {
    const check = rates(rate);
    const plan = planOf(check, { exhaustive: true });
    const result = await run(plan, check, baseline === undefined ? {} : { baseline });
    return { ...result, fold: foldOf(plan, result.entries) };
  };

  it("pairs only what both runs scored", async () => {
    const before = await finished(0);
    const larger = simulatedCheck({
      attacks: 360,
      outcome: (item, draw) => (item.id === "attack-5" ? failedTransport : atRates(0)(item, draw, 0)),
    });
    const plan = planOf(larger, { exhaustive: true });
    expect((await run(plan, larger, { baseline: before.fold })).comparisons[0]!.pairs).toBe(329);
  });

  it("says worse when cases broke", async () => {
    const before = await finished(0);
    const after = await finished(0.3, before.fold);
    expect(after.comparisons[0]).toMatchObject({ verdict: "worse", pairs: 330, mended: 0 });
    expect(after.comparisons[0]!.pValue).toBeLessThan(1e-6);
  });

  it("says no worse when nothing changed, and cannot tell after a few cases", async () => {
    const before = await finished(0);
    expect((await finished(0, before.fold)).comparisons[0]!.verdict).toBe("no-worse");
    const check = simulatedCheck({ attacks: 10, outcome: atRates(0) });
    const plan = planOf(check, {
      exhaustive: true,
      gate: { check: check.id, atMost: 0.5, confidence: 0.95, unscoredAtMost: 0.05 },
    });
    expect((await run(plan, check, { baseline: before.fold })).comparisons[0]!.verdict).toBe("cannot-tell");
  });

  it("fails a run whose gate passes but which got worse", async () => {
    const before = await finished(0);
    const check = rates(0.2);
    const plan = planOf(check, {
      gate: { check: check.id, atMost: 0.5, confidence: 0.95, unscoredAtMost: 0.05 },
      exhaustive: true,
    });
    const result = await run(plan, check, { baseline: before.fold });
    expect(result.verdict).toMatchObject({ kind: "fail", because: "regression" });
  });
});

describe("findings", () => {
  it("keep their ids from run to run and from seed to seed", async () => {
    const check = simulatedCheck({ outcome: atRates(0.9) });
    const ids = async (seed: string): Promise<string[]> =>
      (await run(planOf(check, { seed, exhaustive: true }), check)).findings.map(({ id }) => id).sort();
    expect(await ids("a")).toEqual(await ids("b"));
    expect((await ids("a"))[0]).toMatch(/^F-[0-9a-hjkmnp-tv-z]{10}$/);
  });

  it("point at the ledger entries of the trials that breached", async () => {
    const check = simulatedCheck({ outcome: atRates(0.9) });
    const { findings, entries } = await run(planOf(check), check);
    for (const { evidence } of findings) {
      for (const { entry } of evidence)
        expect(entries[entry]!.body["outcome"]).toMatchObject({ kind: "breached" });
    }
  });
});

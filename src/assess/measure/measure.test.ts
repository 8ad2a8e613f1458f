import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BartizanError } from "../../errors/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { measure } from "./index.ts";

const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<BartizanError> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (error instanceof BartizanError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("measure", () => {
  it("passes a clean system after exactly the cases the gate needs, and stops there", async () => {
    let calls = 0;
    const run = await measure(numbers(1000), () => ++calls < 0, { atMost: 0.02 });
    expect(calls).toBe(320);
    expect(run).toMatchObject({ n: 320, sum: 0, point: 0, trials: 320, stoppedEarly: true, breached: [] });
    expect(run.verdict.kind).toBe("pass");
    expect(run.sentence).toBe("0 of 320 cases breached (0 %, at most 2 % at 95 %): passes the 2 % gate.");
    expect(() => run.assert()).not.toThrow();
  });

  it("fails a leaky system soon, and names the breached cases", async () => {
    const run = await measure(numbers(400), (i) => i % 4 === 0, { atMost: 0.02, seed: "leaky" });
    expect(run.verdict).toMatchObject({ kind: "fail", because: "rate-above-gate" });
    expect(run.n).toBeLessThan(60);
    expect(run.stoppedEarly).toBe(true);
    expect(run.breached.length).toBe(run.sum);
    expect(run.breached.every((item) => item.case % 4 === 0 && item.index === item.case)).toBe(true);
    const error = await failureOf(() => run.assert());
    expect(error).toMatchObject({ code: "MEASURE_FAILED", exit: 1 });
    expect(error.message).toContain("fails the 2 % gate.");
    expect(error.message).toContain(`breached: case ${run.breached[0]!.index} (1 of 1)`);
    expect(error.message).toContain("seed: leaky");
  });

  it("says that it cannot tell when the rate lies near the gate", async () => {
    const run = await measure(numbers(330), (i) => i % 60 === 0, { atMost: 0.02 });
    expect(run.verdict).toMatchObject({ kind: "inconclusive", because: "interval-straddles-gate" });
    expect(run).toMatchObject({ n: 330, sum: 6, stoppedEarly: false });
    expect(await failureOf(() => run.assert())).toMatchObject({ code: "MEASURE_INCONCLUSIVE", exit: 3 });
  });

  it("refuses a gate that no result could pass, before the first trial, with the number it needs", async () => {
    const never = (): never => expect.fail("no trial may run");
    const error = await failureOf(measure(numbers(319), never, { atMost: 0.02 }));
    expect(error).toMatchObject({ code: "MEASURE_TOO_FEW_CASES", exit: 2 });
    expect(error.message).toBe('"at most 2 % at 95 %" needs 320 cases without a breach; there are 319.');
    const capped = await failureOf(
      measure(numbers(1000), never, { atMost: 0.02, repeats: 3, maxTrials: 900 }),
    );
    expect(capped.message).toContain("960 trials are needed");
  });

  it("averages repeats inside their case", async () => {
    const run = await measure(numbers(60), (_, { repeat }) => repeat === 0, {
      atMost: 0.9,
      repeats: 4,
      confidence: 0.8,
    });
    expect(run.point).toBeCloseTo(0.25, 12);
    expect(run.trials).toBe(run.n * 4);
    expect(run.breached[0]).toMatchObject({ breached: 1, scored: 4 });
  });

  it("never counts what threw as held or as breached", async () => {
    const run = await measure(
      numbers(400),
      (i) => {
        if (i % 2 === 0) throw new TypeError("socket closed");
        return false;
      },
      { atMost: 0.05 },
    );
    expect(run.verdict).toMatchObject({ kind: "inconclusive", because: "too-many-unscored" });
    expect(run.n).toBeLessThanOrEqual(200);
    expect(run.unscored[0]).toMatchObject({ reason: "TypeError: socket closed", repeat: 0 });
    expect((await failureOf(() => run.assert())).message).toContain("unscored: case");
    const none = await measure(numbers(400), () => Promise.reject(new Error("down")), { atMost: 0.05 });
    expect(none).toMatchObject({ n: 0, trials: 400 });
    expect(none.verdict.kind).toBe("inconclusive");
    const few = await measure(numbers(400), (i) => (i % 50 === 0 ? { unscored: "timeout" } : "held"), {
      atMost: 0.05,
    });
    expect(few.verdict.kind).toBe("pass");
  });

  it("takes a forgotten return for a mistake, not for held", async () => {
    const forgot = (() => {}) as unknown as () => boolean;
    expect(await failureOf(measure(numbers(400), forgot, { atMost: 0.02, concurrency: 4 }))).toMatchObject({
      code: "MEASURE_BAD_OUTCOME",
      message: "A trial returned nothing.",
    });
    const text = (() => "yes") as unknown as () => boolean;
    expect((await failureOf(measure(numbers(400), text, { atMost: 0.02 }))).message).toContain('"yes"');
  });

  it("gives the same answer at any concurrency, however the trials finish", async () => {
    const go = async (concurrency: number, delays: string): Promise<unknown> => {
      const delay = seededRandom(delays);
      const { assert: _, ...run } = await measure(
        numbers(400),
        async (_case, { random }) => {
          const breached = random.next() < 0.06;
          for (let turns = delay.integer(6); turns > 0; turns--) await Promise.resolve();
          return breached;
        },
        { atMost: 0.02, concurrency, repeats: 2, seed: "same" },
      );
      return run;
    };
    const alone = await go(1, "a");
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 32 }), fc.string(), async (concurrency, delays) => {
        expect(await go(concurrency, delays)).toEqual(alone);
      }),
      { numRuns: 10 },
    );
  });

  it("takes the cases in an order that the seed alone decides", async () => {
    const orderOf = async (seed: string): Promise<number[]> => {
      const order: number[] = [];
      await measure(numbers(330), (i) => order.push(i) < 0, { atMost: 0.02, seed });
      return order;
    };
    expect(await orderOf("a")).toEqual(await orderOf("a"));
    expect(await orderOf("a")).not.toEqual(await orderOf("b"));
    expect(new Set(await orderOf("a")).size).toBe(320);
  });

  it("never starts more trials at a time, or in all, than allowed", async () => {
    let running = 0;
    let most = 0;
    let started = 0;
    const run = await measure(
      numbers(500),
      async (i) => {
        started += 1;
        most = Math.max(most, ++running);
        await Promise.resolve();
        running -= 1;
        return i % 60 === 0;
      },
      { atMost: 0.02, concurrency: 5, maxTrials: 321 },
    );
    expect(most).toBe(5);
    expect(started).toBe(321);
    expect(run.verdict).toMatchObject({ kind: "inconclusive", because: "budget-exhausted" });
    expect(run.sentence).toContain("Stopped after 321 of 500 cases.");
  });

  it("ends inconclusive when it is cancelled, and tells the running trials", async () => {
    const stop = new AbortController();
    let told = 0;
    const run = await measure(
      numbers(500),
      (_, { signal }) => {
        if (++told === 100) stop.abort();
        return signal.aborted;
      },
      { atMost: 0.02, signal: stop.signal },
    );
    expect(told).toBe(100);
    expect(run).toMatchObject({ n: 99, sum: 0 });
    expect(run.verdict).toMatchObject({ kind: "inconclusive", because: "not-finished" });
  });

  it("prints hostile cases without obeying them", async () => {
    const cases = numbers(400).map((i) => `\u001b[2Jpay ${i}\u202e`);
    const run = await measure(cases, () => true, { atMost: 0.02 });
    const { message } = await failureOf(() => run.assert());
    expect(message).toContain("⟨ESC⟩[2Jpay");
    expect(message).not.toContain("\u001b");
    expect(message).not.toContain("\u202e");
  });

  it.each([
    [{ atMost: 2 }, "atMost"],
    [{ atMost: 0 }, "atMost"],
    [{ atMost: 0.02, confidence: 95 }, "confidence"],
    [{ atMost: 0.02, repeats: 0 }, "repeats"],
    [{ atMost: 0.02, concurrency: 1.5 }, "concurrency"],
    [{ atMost: 0.02, maxTrials: -1 }, "maxTrials"],
    [{ atMost: 0.02, unscoredAtMost: Number.NaN }, "unscoredAtMost"],
  ])("refuses %j and names the option", async (options, field) => {
    const error = await failureOf(measure(numbers(400), () => false, options));
    expect(error).toMatchObject({ code: "MEASURE_BAD_OPTION", place: { field } });
  });
});

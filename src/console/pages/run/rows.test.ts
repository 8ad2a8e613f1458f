import { describe, expect, it } from "vitest";
import type { CheckProgress, RateEstimate, RunSummary } from "../../../contracts/index.ts";
import { newer } from "./newer.ts";
import { rateRows, upliftRows } from "./rows.ts";

const rate = (sum: number, n: number): RateEstimate => ({
  kind: "rate",
  n,
  trials: n,
  sum,
  point: n === 0 ? 0 : sum / n,
  interval: { low: 0.01, high: 0.06, confidence: 0.95, method: "betting", anytime: true },
  corpus: { pack: "p", version: "1", digest: "d", cases: 330 },
  planned: 330,
  unscored: 0,
});
const progress: CheckProgress = {
  check: "c",
  target: "t",
  title: "C",
  attack: rate(3, 100),
  refused: rate(0, 0),
  atMost: 0.02,
};

describe("the rows of a check", () => {
  it("put the benign twin right under the attack, with the gate on the attack", () => {
    const [attack, twin] = rateRows(progress, undefined);
    expect(attack).toMatchObject({
      id: "attack",
      tolerance: 0.02,
      state: "neutral",
      figure: "3 % (1 to 6 % at 95 %)",
    });
    expect(twin).toMatchObject({ id: "refused", empty: true, figure: "nothing scored yet" });
  });

  it("do not paint held attacks as breached when only the twins fail", () => {
    const [attack, twin] = rateRows(
      { ...progress, verdict: { kind: "fail", because: "over-refusal", sentence: "s" } },
      undefined,
    );
    expect([attack?.state, twin?.state]).toEqual(["held", "breached"]);
  });

  it("sort techniques by what they add", () => {
    const uplift = (technique: string, difference: number) => ({
      technique,
      attack: rate(1, 10),
      baseline: rate(1, 10),
      difference,
      interval: rate(0, 1).interval,
    });
    expect(upliftRows([uplift("a", 0.1), uplift("b", 0.4)]).map(({ id }) => id)).toEqual(["b", "a"]);
  });
});

describe("live progress", () => {
  const run = (done: number, finishedAt?: string): RunSummary => ({
    id: "r",
    system: { id: "s", name: "s" },
    startedAt: "2026-01-01T00:00:00Z",
    status: finishedAt === undefined ? "running" : "finished",
    done,
    planned: 100,
    checks: [],
    ...(finishedAt === undefined ? {} : { finishedAt }),
  });

  it("takes what has come further, and never goes back from finished", () => {
    expect(newer(run(50), run(40)).done).toBe(50);
    expect(newer(run(30), run(40)).done).toBe(40);
    expect(newer(run(99), run(100, "2026-01-01T01:00:00Z")).status).toBe("finished");
    expect(newer(undefined, run(1)).done).toBe(1);
  });
});

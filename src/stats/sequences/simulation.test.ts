import { describe, expect, it } from "vitest";
import type { RandomSource } from "../../contracts/index.ts";
import { clopperPearson } from "../intervals/clopper-pearson.ts";
import { permutation } from "../random/permutation.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { caseMean, drawBeta } from "../testing/populations.ts";
import { createEProcess } from "./e-process.ts";
import { logWealth } from "./portfolio.ts";
import { createRateSequence } from "./rate-sequence.ts";
import { createTally } from "./tally.ts";

const level = Math.log(20);

/**
 * Whether the interval of any look, from the first to the last, leaves out the true mean: exactly when the
 * capital against the true mean ever reaches 1/α (the sequence is the intersection of those looks).
 */
function everMisses(values: readonly number[], mean: number): boolean {
  const tally = createTally();
  for (const value of values) {
    tally.add(value);
    if (logWealth(tally)(mean) >= level) return true;
  }
  return false;
}

function missRate(
  runs: number,
  seed: string,
  run: (random: RandomSource) => { values: number[]; mean: number },
): number {
  let misses = 0;
  for (let i = 0; i < runs; i++) {
    const { values, mean } = run(seededRandom(`${seed}/${i}`));
    misses += Number(everMisses(values, mean));
  }
  return misses / runs;
}

const clustered = (a: number, b: number, repeats: number, cases: number) => (random: RandomSource) => ({
  values: Array.from({ length: cases }, () => caseMean(drawBeta(a, b, random), repeats, random)),
  mean: a / (a + b),
});

/** Draws the whole of a finite corpus, in random order; the truth is the mean of its cases' own rates. */
const corpus = (rates: readonly number[], repeats: number) => (random: RandomSource) => ({
  values: permutation(rates.length, random).map((i) => caseMean(rates[i] ?? 0, repeats, random)),
  mean: rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
});

describe("miscoverage at any stopping time, at 95 %", () => {
  it.each([
    ["case rates Beta(0.5, 4.5), 3 repeats", clustered(0.5, 4.5, 3, 400)],
    ["case rates Beta(0.1, 4.9), 3 repeats", clustered(0.1, 4.9, 3, 400)],
    ["case rates Beta(1, 1), 2 repeats", clustered(1, 1, 2, 400)],
    ["case rates Beta(0.3, 5.7), 1 repeat", clustered(0.3, 5.7, 1, 640)],
  ])("stays under 5 %% with clustered trials: %s", (name, run) => {
    expect(missRate(400, name, run)).toBeLessThanOrEqual(0.05);
  });

  it.each([
    ["a fixed corpus of sure cases", Array.from({ length: 330 }, (_, i) => Number(i < 20)), 1],
    [
      "a fixed corpus of half-sure cases, 3 repeats",
      Array.from({ length: 330 }, (_, i) => (i < 60 ? 0.5 : 0)),
      3,
    ],
    ["a small corpus, 2 repeats", Array.from({ length: 40 }, (_, i) => i / 80), 2],
  ] as const)("stays under 5 %% drawing without replacement: %s", (name, rates, repeats) => {
    expect(missRate(400, name, corpus(rates, repeats))).toBeLessThanOrEqual(0.05);
  });

  it("would be far above 5 % for a fixed-sample interval looked at after every case", () => {
    let misses = 0;
    for (let i = 0; i < 200; i++) {
      const { values, mean } = clustered(0.3, 5.7, 1, 300)(seededRandom(`peeking/${i}`));
      let sum = 0;
      const missed = values.some((value, at) => {
        sum += value;
        const { low, high } = clopperPearson(sum, at + 1, 0.95);
        return mean < low || mean > high;
      });
      misses += Number(missed);
    }
    expect(misses / 200).toBeGreaterThan(0.1);
  });

  it("is what the running intersection shows: it loses the mean in the same runs", () => {
    let missed = 0;
    for (let i = 0; i < 60; i++) {
      const { values, mean } = clustered(0.5, 1.5, 2, 80)(seededRandom(`same/${i}`));
      const wide = createRateSequence({ confidence: 0.6 });
      const tally = createTally();
      let crossed = false;
      for (const value of values) {
        wide.add(value);
        tally.add(value);
        crossed ||= logWealth(tally)(mean) >= -Math.log(0.4);
      }
      const { low, high } = wide.interval();
      if (!wide.contradicted) expect(mean < low || mean > high).toBe(crossed);
      missed += Number(crossed);
    }
    // A test in which nothing is ever lost would show nothing.
    expect(missed).toBeGreaterThan(3);
  });
});

/** Mean width of the sequence over the mean width of Clopper–Pearson on the same number of cases. */
function widthRatio(seed: string, run: ReturnType<typeof clustered>, runs = 12): number {
  let ours = 0;
  let fixed = 0;
  for (let i = 0; i < runs; i++) {
    const { values } = run(seededRandom(`${seed}/${i}`));
    const sequence = createRateSequence({ confidence: 0.95 });
    for (const value of values) sequence.add(value);
    const { low, high } = sequence.interval();
    const exact = clopperPearson(Math.round(sequence.sum), values.length, 0.95);
    ours += high - low;
    fixed += exact.high - exact.low;
  }
  return ours / fixed;
}

describe("width against the exact fixed-sample interval of as many cases", () => {
  it.each([
    ["Beta(0.5, 4.5), 3 repeats, 330 cases", clustered(0.5, 4.5, 3, 330)],
    ["Beta(1, 9), 3 repeats, 330 cases", clustered(1, 9, 3, 330)],
    ["Beta(1, 3), 2 repeats, 330 cases", clustered(1, 3, 2, 330)],
    ["Beta(0.5, 4.5), 5 repeats, 640 cases", clustered(0.5, 4.5, 5, 640)],
  ])("is at most 1.5 times with clustered trials: %s", (name, run) => {
    expect(widthRatio(name, run)).toBeLessThanOrEqual(1.5);
  });

  it.each([
    [100, 1.4],
    [330, 1.5],
    [1000, 1.6],
  ])("with one trial a case and %i cases is at most %d times", (cases, most) => {
    expect(widthRatio(`single/${cases}`, clustered(0.5, 4.5, 1, cases), 300)).toBeLessThanOrEqual(most);
  });
});

describe("the e-process", () => {
  it("raises a false alarm in at most a fraction α of the streams, and a true one soon", () => {
    let alarms = 0;
    let delay = 0;
    for (let i = 0; i < 300; i++) {
      const random = seededRandom(`e-process/${i}`);
      const quiet = createEProcess({ mean: 0.05, against: "greater" });
      for (let t = 0; t < 400; t++) quiet.add(Number(random.next() < 0.05));
      alarms += Number(quiet.pValue <= 0.05);
      const loud = createEProcess({ mean: 0.05, against: "greater" });
      while (loud.pValue > 0.05) loud.add(Number(random.next() < 0.2));
      delay += loud.n;
    }
    expect(alarms / 300).toBeLessThanOrEqual(0.05);
    expect(delay / 300).toBeLessThan(60);
  });

  it("bets only against its own side", () => {
    const less = createEProcess({ mean: 0.5, against: "less" });
    const greater = createEProcess({ mean: 0.5, against: "greater" });
    for (let i = 0; i < 50; i++) {
      less.add(0.1);
      greater.add(0.1);
    }
    expect(less.value).toBeGreaterThan(1e6);
    expect(greater.pValue).toBe(1);
    expect(greater.value).toBeLessThan(1);
    expect(() => less.add(2)).toThrow(RangeError);
    expect(() => createEProcess({ mean: 1, against: "less" })).toThrow(RangeError);
  });
});

import { describe, expect, it } from "vitest";
import type { FeatureRow, JsonValue, StatefulDetector, Step } from "../../../contracts/index.ts";
import { overTimeDetectors, profileFeatures } from "../../../detect/index.ts";
import { forestTrainer } from "../../../models/train/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import {
  jacobian,
  mixup,
  perceptronStudent,
  realRows,
  steal,
  trainerStudent,
  uniform,
  type AnsweredRows,
  type QueryStrategy,
} from "../index.ts";
import { victim } from "../testing/victim.ts";
import { theftDetectors } from "./guard-detectors.ts";
import { detectionOf, featureNames, replay } from "./replay.ts";

const cancer = victim("bc");
const { input, output } = cancer.fixture;

const named = (id: string): StatefulDetector => {
  const found = overTimeDetectors.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no detector ${id}`);
  return found;
};
const names = featureNames(input, 30);
const { rows: pool } = cancer.fixture.pool;
const profile = profileFeatures(
  Array.from({ length: pool.count }, (_, row): FeatureRow =>
    Object.fromEntries(names.map((name, i) => [name, pool.data[row * 30 + i] ?? null])),
  ),
);
const plain = named("query-distribution");
const distribution =
  plain.configure?.({ profile: JSON.parse(JSON.stringify(profile)) as JsonValue }) ?? plain;

const streamOf = async (strategy: QueryStrategy, seed: string): Promise<AnsweredRows> => {
  const theft = await steal({
    input,
    output,
    predict: cancer.scores,
    seeds: cancer.some(strategy.name === "real-rows" ? 398 : 40, seed),
    strategy,
    student: strategy.adaptive
      ? perceptronStudent({ hidden: 8, epochs: 10 })
      : trainerStudent(forestTrainer({ trees: 1 })),
    checkpoints: [256],
    heldOut: cancer.heldOut,
    random: seededRandom(seed),
  });
  return theft.stream;
};
const streams = (strategy: () => QueryStrategy) =>
  Promise.all(Array.from({ length: 10 }, (_, seed) => streamOf(strategy(), `s${seed}`)));

const seenOf = async (strategy: () => QueryStrategy) =>
  detectionOf((await streams(strategy)).map((stream) => replay(distribution, stream, { input })));

describe("streams of thieves before the detector of query distributions", () => {
  // Of ten streams of 256 queries, how many are seen, and the query at which the one in the middle is.
  it.each([
    ["even noise", uniform, 10, 64],
    ["augmentation", jacobian, 10, 128],
    // Points between rows of the reference, and rows like them, are what it takes for use.
    ["points between rows", mixup, 0, undefined],
    ["rows like its own", realRows, 0, undefined],
  ])("sees %s, or does not", async (_, strategy, detected, delay) => {
    const seen = await seenOf(strategy);
    expect([seen.streams, seen.detected, seen.medianDelay]).toEqual([10, detected, delay]);
    expect(seen.interval.low <= seen.share && seen.share <= seen.interval.high).toBe(true);
  });
});

describe("the guard's detectors of theft", () => {
  it("are calibrated on a reference, or left out where it is too small", async () => {
    const watching = await theftDetectors(input, pool);
    expect(watching.map(({ id }) => id).sort()).toEqual(["extraction", "query-distribution"]);
    const stream = await streamOf(uniform(), "s0");
    const alarms = watching.map((detector) => [detector.id, replay(detector, stream, { input })]);
    expect(Object.fromEntries(alarms)).toEqual({
      extraction: {},
      "query-distribution": { "unlike-reference": 64 },
    });
    expect((await theftDetectors(input, cancer.some(255, "few"))).map(({ id }) => id)).toEqual([
      "extraction",
    ]);
  });
});

describe("replaying", () => {
  const stream: AnsweredRows = {
    rows: { count: 5, width: 2, data: Float64Array.from({ length: 10 }, (_, i) => i) },
    labels: Int32Array.of(0, 1, 1, 0, 1),
    classes: 2,
  };
  const steps: Step[] = [];
  const watcher: StatefulDetector = {
    id: "watcher",
    version: "1.0.0",
    about: "",
    stages: ["input", "output"],
    key: "principal",
    remembers: 1,
    init: () => 0,
    step: (state, step) => {
      steps.push(step);
      const signal = {
        detector: "watcher",
        category: "model-theft",
        score: 1,
        start: 0,
        end: 0,
        why: "",
      } as const;
      const requests = Number(state) + Number(step.stage === "input");
      return [requests, requests >= 2 && step.stage === "input" ? [{ ...signal, rule: "second" }] : []];
    },
  };

  it("makes requests of rows, and counts the queries until a rule speaks first", () => {
    const shape = { shape: [2], features: ["age", "debt"] };
    expect(replay(watcher, stream, { input: shape, rowsPerRequest: 2, pace: 10 })).toEqual({ second: 4 });
    expect(steps.map(({ at, stage }) => [at, stage])).toEqual([
      [10, "input"],
      [10, "output"],
      [20, "input"],
      [20, "output"],
      [30, "input"],
      [30, "output"],
    ]);
    expect(steps[2]?.features).toEqual([
      { age: 4, debt: 5 },
      { age: 6, debt: 7 },
    ]);
    expect(steps[3]?.predictions).toEqual([[1], [0]]);
    expect(
      replay(watcher, { ...stream, chances: new Float64Array(10).fill(0.5) }, { input: { shape: [2] } }),
    ).toEqual({
      second: 2,
    });
    expect(steps.at(-2)?.features).toEqual([{ "x[0]": 8, "x[1]": 9 }]);
    expect(steps.at(-1)?.predictions).toEqual([[0.5, 0.5]]);
  });

  it("tells how many streams were seen, and the delay of the one in the middle, silence last", () => {
    const seen = detectionOf([{ a: 10, b: 5 }, { a: 30 }, {}]);
    expect(seen).toMatchObject({ streams: 3, detected: 2, medianDelay: 30 });
    expect(seen.rules).toEqual({ a: { detected: 2, medianDelay: 30 }, b: { detected: 1 } });
    expect(detectionOf([{}, {}, { a: 3 }])).not.toHaveProperty("medianDelay");
    expect(detectionOf([])).toMatchObject({ streams: 0, share: 0, interval: { low: 0, high: 1 } });
  });
});

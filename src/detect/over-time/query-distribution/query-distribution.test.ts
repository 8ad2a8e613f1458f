import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FeatureRow, JsonValue, RandomSource, Step } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { profileFeatures } from "../../features/index.ts";
import { mostStateBytes } from "../scenario.ts";
import { detector as plain } from "./detector.ts";

const features = ["age", "income", "debt", "years", "calls", "score"];
const normal = (random: RandomSource): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
const rowOf = (values: readonly number[]): FeatureRow => ({
  ...Object.fromEntries(features.map((name, i) => [name, Number((values[i] ?? 0).toFixed(4))])),
  member: (values[0] ?? 0) > 0,
});

/** People in three groups, with features that go together. */
function person(random: RandomSource, shift: readonly number[] = []): number[] {
  const group = random.integer(3) - 1;
  const common = normal(random);
  return features.map((_, i) => group * (i % 2) + 0.6 * common + 0.8 * normal(random) + (shift[i] ?? 0));
}
/** The model that is asked: three classes. */
function predict(values: readonly number[]): number[] {
  const [a, b] = [values[1] ?? 0, (values[3] ?? 0) + 0.3 * (values[0] ?? 0)];
  const exps = [a + b, 0.4, -a - b].map((logit) => Math.exp(2 * logit));
  const sum = exps.reduce((total, one) => total + one, 0);
  return exps.map((one) => one / sum);
}

const reference = seededRandom("reference");
const profile = profileFeatures(Array.from({ length: 2000 }, () => rowOf(person(reference))));
const detector = plain.configure?.({ profile: JSON.parse(JSON.stringify(profile)) as JsonValue }) ?? plain;

/** The request at which each rule first speaks of a caller; a caller asks one row at a time. */
function alarms(queries: Iterable<readonly number[]>): Record<string, number> {
  const first: Record<string, number> = {};
  let memory: JsonValue = detector.init();
  let at = 0;
  for (const values of queries) {
    at += 1;
    const base = { at: at * 1000, principal: { id: "p", verified: true }, features: [rowOf(values)] };
    const steps: Step[] = [
      { ...base, stage: "input" },
      { ...base, stage: "output", predictions: [predict(values)] },
    ];
    for (const step of steps) {
      const [next, signals] = detector.step(memory as ReturnType<typeof detector.init>, step);
      memory = next;
      for (const { rule } of signals) first[rule] ??= at;
    }
  }
  return first;
}

const streams: Readonly<Record<string, (random: RandomSource) => readonly number[][]>> = {
  /** Jacobian-based augmentation (Papernot et al. 2017): seeds, then each row moved by one step, round by round. */
  augmentation(random) {
    let rows = Array.from({ length: 40 }, () => person(random));
    const all = [...rows];
    while (all.length < 400) {
      rows = rows.flatMap((row) => [row.map((value) => value + (random.integer(2) === 0 ? 0.25 : -0.25))]);
      all.push(...rows);
    }
    return all.slice(0, 400);
  },
  /** Rows halved between two of different class, then felt along the boundary. */
  boundary(random) {
    const all: number[][] = [];
    while (all.length < 400) {
      let [a, b] = [person(random), person(random)];
      for (let i = 0; i < 20; i++) {
        const middle = a.map((value, j) => (value + (b[j] ?? 0)) / 2);
        all.push(middle);
        const label = (row: readonly number[]): number => predict(row).indexOf(Math.max(...predict(row)));
        if (label(middle) === label(a)) a = middle;
        else b = middle;
      }
    }
    return all.slice(0, 400);
  },
  /** A grid over the range of two features, the others held. */
  grid(random) {
    const base = person(random);
    return Array.from({ length: 400 }, (_, i) =>
      base.map((value, j) => (j === 1 ? (i % 20) / 4 - 2.5 : j === 3 ? Math.floor(i / 20) / 4 - 2.5 : value)),
    );
  },
  /** Values drawn evenly over the whole range: what is asked where no real rows are at hand. */
  uniform: (random) => Array.from({ length: 400 }, () => features.map(() => 8 * random.next() - 4)),
};

const every = (
  count: number,
  queries: (seed: number) => Iterable<readonly number[]>,
): Record<string, number>[] => Array.from({ length: count }, (_, seed) => alarms(queries(seed)));

describe("streams of rows in simulations", () => {
  it("of people alarm for one caller of five hundred by each test, half of whom see a world a little moved", () => {
    const callers = every(500, (seed) => {
      const random = seededRandom(`benign-${seed}`);
      const shift = seed % 2 === 0 ? [] : features.map(() => 0.1 * normal(random));
      return Array.from({ length: 200 }, () => person(random, shift));
    });
    const count = (rule: string): number => callers.filter((first) => rule in first).length;
    expect([count("unlike-reference"), count("abnormal-distances")]).toEqual([1, 1]);
  });

  // How many of 50 callers with 400 rows each, and the row at which the median one is first told of.
  it.each<[string, [number, number], [number, number]]>([
    ["augmentation", [2, 0], [50, 148]],
    ["boundary", [50, 64], [50, 192]],
    ["grid", [50, 64], [50, 142]],
    ["uniform", [50, 64], [0, 0]],
  ])("made by %s alarm in %j by the first test and %j by the second", (name, unlike, distances) => {
    const seen = every(50, (seed) => streams[name]?.(seededRandom(`${name}-${seed}`)) ?? []);
    const of = (rule: string): [number, number] => {
      const rows = seen.flatMap((first) => first[rule] ?? []).sort((a, b) => a - b);
      return [rows.length, rows.length < 25 ? 0 : (rows[rows.length >> 1] ?? 0)];
    };
    expect([of("unlike-reference"), of("abnormal-distances")]).toEqual([unlike, distances]);
  });
});

describe("the detector of query distributions", () => {
  it("says nothing without a profile, or with one that knows no streams", () => {
    const { stream: _, ...short } = profile;
    const silent = [
      plain,
      plain.configure?.({ profile: JSON.parse(JSON.stringify(short)) as JsonValue }) ?? plain,
    ];
    const step: Step = {
      at: 0,
      stage: "input",
      principal: { id: "p", verified: true },
      features: Array.from({ length: 200 }, () => rowOf([9, 9, 9, 9, 9, 9])),
    };
    for (const one of silent) expect(one.step(one.init(), step)[1]).toEqual([]);
    expect(detector.step(detector.init(), step)[1].map(({ rule }) => rule)).toEqual(["unlike-reference"]);
  });

  it("reads its profile from a file, and says what is wrong with one", () => {
    const folder = mkdtempSync(join(tmpdir(), "profile-"));
    const file = join(folder, "profile.json");
    try {
      expect(() => plain.configure?.({ profile: file })).toThrow(/profile\.json/u);
      writeFileSync(file, '{"rows": 3}');
      expect(() => plain.configure?.({ profile: file })).toThrow(/features/u);
      writeFileSync(file, JSON.stringify(profile));
      expect(plain.configure?.({ profile: file }).id).toBe("query-distribution");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("keeps its memory small for rows of many features", () => {
    const wide = (random: RandomSource): FeatureRow =>
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, normal(random) * 10 ** (i % 7)]));
    const random = seededRandom("wide");
    const learnt = profileFeatures(Array.from({ length: 300 }, () => wide(random)));
    const one = plain.configure?.({ profile: JSON.parse(JSON.stringify(learnt)) as JsonValue }) ?? plain;
    let memory = one.init();
    for (let i = 0; i < 300; i++) {
      const step = { at: i, principal: { id: "p", verified: true }, features: [wide(random)] };
      [memory] = one.step(memory, { ...step, stage: "input" });
      const scores = Array.from({ length: 40 }, (_, label) => Number(label === i % 40));
      [memory] = one.step(memory, { ...step, stage: "output", predictions: [scores] });
    }
    expect(JSON.stringify(memory).length).toBeLessThan(mostStateBytes);
    expect(JSON.stringify(memory).length).toBeGreaterThan(8000);
  });
});

import type { Interval, ModelExample, ModelResult } from "../../contracts/index.ts";

/** A normal-approximation interval: good enough for a picture, and marked as what it is. */
function around(y: number, n: number): Interval {
  const half = 2 * Math.sqrt((y * (1 - y) + 1 / n) / n);
  return {
    low: Math.max(0, y - half),
    high: Math.min(1, y + half),
    confidence: 0.95,
    method: "sample",
    anytime: false,
  };
}

const bits = (value: number): Interval => ({
  low: Math.max(0, value - 1.5),
  high: value + 1.5,
  confidence: 0.95,
  method: "sample",
  anytime: false,
});

const features = [
  "amount",
  "age_of_account",
  "country_risk",
  "orders_today",
  "distance_to_home",
  "card_present",
];

/** An 8×8 ring: dark ground, bright stroke. */
const ring = Array.from({ length: 64 }, (_, i) => {
  const away = Math.hypot((i % 8) - 3.5, Math.floor(i / 8) - 3.5);
  return away > 1.6 && away < 3.2 ? 0.9 : 0.05;
});
const closed = ring.map((value, i) =>
  i % 5 === 2 ? Math.min(1, value + 0.3) : i % 7 === 3 ? Math.max(0, value - 0.3) : value,
);

const picture = (unit: string, entry: number): ModelExample => ({
  unit,
  outcome: "success",
  queries: 120 + entry,
  label: "0",
  before: "0",
  after: "8",
  distances: { linf: 0.3 },
  row: ring,
  adversarial: closed,
  entry,
});

const shared = {
  checkVersion: "1",
  covers: ["T-model-evasion"],
  references: ["AML.T0043"],
  leftOut: [],
  decidedAt: "2026-11-21T10:11:12Z",
} as const;

/** Two checks as a finished run has them: attacks on pictures, and what a fraud model tells of its training rows. */
export const sampleModels: readonly ModelResult[] = [
  {
    ...shared,
    check: "robustness/score-attack",
    title: "Attacks that see scores",
    about: "Changes a row a little, guided by the scores the model tells, until it is wrong.",
    target: "digits",
    gate: { atMost: 0.1, confidence: 0.95, unscoredAtMost: 0.05 },
    verdict: {
      kind: "fail",
      because: "rate-above-gate",
      sentence:
        "62 of 96 rows were changed by at most 0.1 so that the model is wrong (64.6 %). At most 10 % is allowed.",
    },
    input: { shape: [1, 8, 8], domain: { low: 0, high: 1 } },
    output: { kind: "score", width: 10 },
    units: {
      planned: 100,
      examined: 100,
      outcomes: { "clean-wrong": 4, success: 62, "failed-within-budget": 33, "init-failed": 1 },
    },
    queries: 28_210,
    measures: [
      {
        kind: "curve",
        id: "robust-accuracy",
        title: "Rows that hold, by how much they may be changed",
        xLabel: "radius, L∞",
        yLabel: "share that holds",
        points: [0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2].map((x, i) => {
          const y = [0.96, 0.94, 0.9, 0.7, 0.34, 0.09, 0][i] ?? 0;
          return { x, y, n: 100, interval: around(y, 100) };
        }),
      },
      {
        kind: "number",
        id: "median",
        title: "Median radius that is enough",
        value: 0.082,
        unit: "L∞",
        n: 96,
        interval: { ...around(0.5, 96), low: 0.07, high: 0.094 },
      },
    ],
    examples: [picture("row-12", 41), picture("row-77", 42)],
    caveats: ["An attack that could not start is not counted as held."],
    entry: 44,
  },
  {
    ...shared,
    check: "leakage/membership",
    title: "Membership of training rows",
    about: "Tells rows the model was trained on from others by its answers.",
    target: "fraud",
    verdict: {
      kind: "inconclusive",
      because: "no-gate",
      sentence: "7.1 % of members are found at 1 % false alarms.",
    },
    input: { shape: [6], features },
    output: { kind: "score", width: 2, classes: ["honest", "fraud"] },
    units: { planned: 1, examined: 1, outcomes: { measured: 1 } },
    queries: 4_000,
    measures: [
      {
        kind: "curve",
        id: "roc",
        title: "Members found, by false alarms",
        xLabel: "false alarms",
        yLabel: "members found",
        logX: true,
        logY: true,
        guessing: "diagonal",
        points: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1].map((x, i) => {
          const y = [0.012, 0.03, 0.071, 0.13, 0.26, 0.52, 1][i] ?? 0;
          return { x, y, n: 2000, interval: around(y, 2000) };
        }),
      },
      {
        kind: "curve",
        id: "exposure",
        title: "Exposure of canaries, by how often they were planted",
        xLabel: "times planted",
        yLabel: "bits",
        points: [0, 1, 4, 16, 64].map((x, i) => {
          const y = [0.9, 1.4, 4.2, 11.8, 19.9][i] ?? 0;
          return { x, y, n: 4, interval: bits(y) };
        }),
      },
      {
        kind: "refused",
        id: "low",
        title: "Members found at 0.01 % false alarms",
        why: "2,000 rows cannot show a rate that small; 30,000 could",
      },
    ],
    examples: [
      {
        unit: "row-3",
        outcome: "success",
        queries: 310,
        label: "fraud",
        before: "fraud",
        after: "honest",
        distances: { cost: 12.4 },
        row: [912, 3, 0.7, 14, 122, 0],
        adversarial: [640, 3, 0.7, 9, 122, 0],
        entry: 51,
      },
      { unit: "row-9", outcome: "refused", queries: 0, note: "the endpoint answered NaN", entry: 52 },
    ],
    caveats: [],
    entry: 53,
  },
];

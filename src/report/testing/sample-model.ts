import type { Interval, ModelResult } from "../../contracts/index.ts";

/** A check on a model of small pictures, with text of strangers wherever a manifest can put it. */
export function sampleModel(hostile: string): ModelResult {
  const interval = (low: number, high: number): Interval => ({
    low,
    high,
    confidence: 0.95,
    method: "clopper-pearson",
    anytime: false,
  });
  const picture = Array.from({ length: 64 }, (_, i) => (i % 9) / 8);
  return {
    check: "robustness/score-attack",
    checkVersion: "1.0.0",
    title: "Evasion by an attacker who sees scores",
    about: "Tries small changes of rows.",
    target: "digits",
    model: "sha256:12ab",
    covers: ["row-evasion"],
    references: ["AML.T0015"],
    gate: { atMost: 0.2, confidence: 0.95, unscoredAtMost: 0.05 },
    verdict: {
      kind: "fail",
      because: "rate-above-gate",
      sentence: "62 of 97 rows were turned wrong (64 %, at most 74 % at 95 %).",
    },
    input: { shape: [1, 8, 8], domain: { low: 0, high: 1 } },
    output: { kind: "score", width: 10, classes: [hostile, "one"] },
    units: {
      planned: 100,
      examined: 100,
      outcomes: { success: 62, "failed-within-budget": 35, "clean-wrong": 2, "init-failed": 1 },
    },
    queries: 48_210,
    measures: [
      {
        kind: "curve",
        id: "security",
        title: "Accuracy under attack",
        xLabel: "largest change of a feature (L∞)",
        yLabel: "share of rows answered rightly",
        points: [
          { x: 0, y: 0.98, n: 99, interval: interval(0.93, 0.999) },
          { x: 0.1, y: 0.35, n: 99, interval: interval(0.26, 0.46) },
        ],
      },
      {
        kind: "curve",
        id: "roc",
        title: "Members told from others",
        xLabel: "false positives",
        yLabel: "true positives",
        logX: true,
        points: [
          { x: 0.001, y: 0.02, n: 900, interval: interval(0.01, 0.04) },
          { x: 1, y: 1, n: 900, interval: interval(0.99, 1) },
        ],
      },
      { kind: "number", id: "queries", title: "Queries (median)", value: 431, unit: "rows", n: 62 },
      { kind: "refused", id: "tpr", title: "TPR at 0.1 % FPR", why: `too few rows ${hostile}` },
    ],
    examples: [
      {
        unit: "test-7",
        outcome: "success",
        queries: 26,
        label: hostile,
        before: hostile,
        after: "one",
        distances: { linf: 0.02 },
        row: picture,
        adversarial: picture.map((value) => Math.min(1, value + 0.02)),
        entry: 61,
      },
      { unit: "test-9", outcome: "init-failed", queries: 3, note: hostile, entry: 64 },
    ],
    leftOut: [{ reason: "beyond the sample of 100 examples", units: 260 }],
    caveats: [hostile],
    entry: 90,
    decidedAt: "2026-11-23T13:32:00.000Z",
  };
}

import { describe, expect, it } from "vitest";
import type { ModelFacts, PredictTarget, UnitContext, UnitRecord } from "../../../contracts/index.ts";
import { rowOfText, textOfRow } from "../../../formats/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { check } from "./model-check.ts";

const longest = 60;
const texts = ["a stolen card", "it is a scam", "all is well", "this is fraud"];
const labels = Int32Array.of(1, 1, 0, 0);

/** A classifier that knows three words; labels alone, or with scores. */
function model(scores: boolean, asked: string[] = [], width = longest): PredictTarget {
  return {
    kind: "prediction",
    id: "words",
    input: { shape: [width], text: true },
    output: { kind: scores ? "score" : "label", width: 2, classes: ["fine", "fraud"] },
    maxBatch: 64,
    rateLimitKey: "words",
    probe: () => Promise.reject(new Error("not asked for")),
    predict: (rows) => {
      const p = Array.from({ length: rows.count }, (_, i) => {
        const text = textOfRow(rows.data.subarray(i * width, (i + 1) * width));
        asked.push(text);
        return /\b(?:stolen|scam|fraud)\b/u.test(text) ? 0.98 : 0.02;
      });
      return Promise.resolve({
        count: rows.count,
        labels: Int32Array.from(p, (one) => (one > 0.5 ? 1 : 0)),
        ...(scores ? { scores: Float64Array.from(p.flatMap((one) => [1 - one, one])) } : {}),
      });
    },
    dispose: () => Promise.resolve(),
  };
}

const facts = (target: PredictTarget): ModelFacts => ({
  target: target.id,
  input: target.input,
  output: target.output,
  examples: texts.length,
  trainExamples: 0,
  rules: [],
  confidence: 0.95,
});

function context(target: PredictTarget): UnitContext {
  const width = target.input.shape[0] ?? 0;
  const data = new Float64Array(texts.length * width);
  texts.forEach((text, i) => data.set(rowOfText(text, width) ?? [], i * width));
  return {
    signal: new AbortController().signal,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    random: seededRandom("texts"),
    data: { test: { rows: { count: texts.length, width, data }, labels, digest: "" } },
    facts: facts(target),
    settings: {},
    model: target,
  };
}

async function examineAll(target: PredictTarget): Promise<readonly UnitRecord[]> {
  const records: UnitRecord[] = [];
  for (const unit of check.plan(facts(target)).units)
    records.push(await check.examine(unit, context(target)));
  return records.toSorted((a, b) => (a.unit < b.unit ? -1 : 1));
}

describe.each([true, false])("a classifier of texts (scores: %s)", (scores) => {
  it("falls to changed characters, and what fell is kept as text", async () => {
    const records = await examineAll(model(scores));
    expect(records.map(({ outcome }) => outcome)).toEqual([
      "success",
      "success",
      // Nothing makes the classifier see a word that is not there.
      "failed-within-budget",
      "clean-wrong",
    ]);
    const fallen = textOfRow(records[0]?.example?.adversarial ?? []);
    expect(fallen).not.toBe(texts[0]);
    const answer = await model(scores).predict(
      { count: 1, width: longest, data: rowOfText(fallen, longest) ?? new Float64Array() },
      context(model(scores)),
    );
    expect(answer.labels[0]).toBe(0);
    const conclusion = check.conclude(records, facts(model(scores)), {});
    expect(conclusion.gated?.sentence).toMatch(/^2 of 3 texts were turned wrong by at most 5/u);
    expect(conclusion.findings[0]).toMatchObject({
      severity: "high",
      units: expect.arrayContaining(["test-0", "test-1"]),
    });
    const [curve] = conclusion.measures;
    expect(curve?.kind === "curve" ? curve.points.map(({ y }) => y) : []).toEqual([
      0.75,
      ...Array(7).fill(0.25),
    ]);
  });
});

it("a text that edits would make too long is not asked for, and shorter edits still succeed", async () => {
  const asked: string[] = [];
  const tight = model(true, asked, 13);
  const record = await check.examine("test-0", context(tight));
  expect(Math.max(...asked.map((text) => Array.from(text).length))).toBe(13);
  expect(record.outcome).toBe("success");
  // What puts characters in has no room here.
  expect(Object.keys(record.detail["edits"] ?? {})).not.toContain("hidden-invisible");
});

it("conclusions without a text that was attacked claim nothing", () => {
  const unit: UnitRecord = { unit: "test-0", outcome: "refused", queries: 1, detail: {} };
  expect(check.conclude([unit], facts(model(true)), {})).toMatchObject({ measures: [], findings: [] });
});

import { describe, expect, it } from "vitest";
import type { OutputSpec, Predictions, Rows } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { victim } from "../testing/victim.ts";
import { linearScores, stealLinear, type LinearHead, type LinearPlan } from "./steal-linear.ts";

const random = seededRandom("heads");
const even = (length: number): Float64Array => Float64Array.from({ length }, () => random.next() * 2 - 1);
const rowsOf = (count: number, width: number): Rows => ({ count, width, data: even(count * width) });
const headOf = (width: number, outputs: number): LinearHead => ({
  outputs,
  weights: even(width * outputs),
  offsets: even(outputs),
});

/** A model of this head, with chances, logits or a value as its scores; counts the rows it was asked. */
function modelOf(head: LinearHead, tell: "chances" | "logits" | "value", asked = { rows: 0 }) {
  return (rows: Rows): Promise<Predictions> => {
    asked.rows += rows.count;
    const own = linearScores(head, rows);
    if (tell === "value")
      return Promise.resolve({ count: rows.count, labels: new Int32Array(rows.count), scores: own });
    const classes = head.outputs + 1;
    const scores = new Float64Array(rows.count * classes);
    for (let row = 0; row < rows.count; row++) {
      const logits = [0, ...own.subarray(row * head.outputs, (row + 1) * head.outputs)];
      const sum = logits.reduce((all, z) => all + Math.exp(z), 0);
      scores.set(
        tell === "logits" ? logits.map((z) => z + 7) : logits.map((z) => Math.exp(z) / sum),
        row * classes,
      );
    }
    return Promise.resolve({ count: rows.count, labels: new Int32Array(rows.count), scores });
  };
}

const planOf = (output: OutputSpec, width: number, predict: LinearPlan["predict"]): LinearPlan => ({
  input: { shape: [width] },
  output,
  predict,
  base: new Float64Array(width),
  check: rowsOf(50, width),
});

describe("theft of a linear head", () => {
  it.each(["chances", "logits"] as const)("takes d + 1 queries for %s and is exact", async (tell) => {
    const head = headOf(30, 3);
    const asked = { rows: 0 };
    const theft = await stealLinear(planOf({ kind: "score", width: 4 }, 30, modelOf(head, tell, asked)));
    expect(theft).toMatchObject({ queries: 31, exact: true, agree: 50, checked: 50 });
    expect(asked.rows).toBe(31 + 50);
    theft.head.weights.forEach((weight, i) => {
      expect(weight).toBeCloseTo(head.weights[i] ?? NaN, 8);
    });
    theft.head.offsets.forEach((offset, k) => {
      expect(offset).toBeCloseTo(head.offsets[k] ?? NaN, 8);
    });
  });

  it("takes values as well", async () => {
    const head = headOf(12, 1);
    const theft = await stealLinear(planOf({ kind: "value", width: 1 }, 12, modelOf(head, "value")));
    expect(theft).toMatchObject({ queries: 13, exact: true, agree: 50 });
  });

  it("stays within the domain", async () => {
    const predict = modelOf(headOf(5, 1), "chances");
    const base = Float64Array.of(0, 0.5, 0.8, 1, 0.74);
    await stealLinear({
      ...planOf({ kind: "score", width: 2 }, 5, (rows) => {
        expect(rows.data.every((value) => value >= 0 && value <= 1)).toBe(true);
        return predict(rows);
      }),
      input: { shape: [5], domain: { low: 0, high: 1 } },
      base,
      check: { count: 1, width: 5, data: base },
    });
  });

  it("says that a network is none, and that rounded chances do not give the weights", async () => {
    const digits = victim("digits");
    const base = digits.some(1, "base").data;
    const network = await stealLinear({
      input: digits.fixture.input,
      output: digits.fixture.output,
      predict: digits.scores,
      base,
      check: digits.some(40, "check"),
    });
    expect(network).toMatchObject({ queries: 65, exact: false });
    const exact = modelOf(headOf(30, 3), "chances");
    const rounded = await stealLinear(
      planOf({ kind: "score", width: 4 }, 30, async (rows) => {
        const told = await exact(rows);
        return { ...told, scores: (told.scores ?? new Float64Array()).map((p) => Math.round(p * 100) / 100) };
      }),
    );
    expect(rounded.exact).toBe(false);
  });

  it("needs scores", async () => {
    const plan = planOf({ kind: "label", width: 2 }, 3, modelOf(headOf(3, 1), "chances"));
    await expect(stealLinear(plan)).rejects.toThrow("label");
    await expect(stealLinear({ ...plan, base: new Float64Array(2) })).rejects.toThrow("3 numbers");
  });
});

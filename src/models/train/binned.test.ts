import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../stats/index.ts";
import { binningOf, binRows } from "./binned.ts";
import { boostedTreesTrainer, forestTrainer } from "./trees.ts";

const column = (values: readonly number[]) => ({
  count: values.length,
  width: 1,
  data: Float64Array.from(values),
});

describe("bins of features", () => {
  it("part every two values of a feature that has few, whatever their shares", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 400 }), (values) => {
        const rows = column(values);
        const { bins } = binRows(rows, binningOf(rows));
        for (let i = 0; i < values.length; i++)
          for (const j of [0, values.length - 1]) expect(bins[i] === bins[j]).toBe(values[i] === values[j]);
      }),
    );
  });

  it("hold about as many rows each where a feature has many", () => {
    const rows = column(Array.from({ length: 3200 }, (_, i) => Math.sin(i) * i));
    const counts = new Map<number, number>();
    for (const bin of binRows(rows, binningOf(rows)).bins) counts.set(bin, (counts.get(bin) ?? 0) + 1);
    expect(counts.size).toBe(32);
    expect([...counts.values()].every((count) => Math.abs(count - 100) <= 1)).toBe(true);
  });

  it.each([boostedTreesTrainer(), forestTrainer()])("$name learns from a yes-or-no", (trainer) => {
    const draw = seededRandom("yes or no");
    const labels = Int32Array.from({ length: 201 }, () => draw.integer(2));
    const rows = column([...labels]);
    const chances = trainer.train({ rows, labels, classes: 2 }, draw)(rows);
    labels.forEach((label, i) => expect(chances[2 * i + label]).toBeGreaterThan(0.9));
  });
});

import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import { predict, type Attack, type ExampleRecord } from "../attack.ts";
import { constraintsOf } from "../constraints/index.ts";
import { hopSkipJump } from "../decision/index.ts";
import { pgd } from "../gradient/index.ts";
import { square } from "../score/index.ts";
import { fixture } from "../testing/fixture.ts";
import { rowsOf, runAttack, type AttackRun } from "./index.ts";

const { model, input, output, correct, test: held, pool } = fixture("bc");
const run: AttackRun = {
  model,
  input,
  output,
  examples: correct.slice(0, 8),
  random: seededRandom("run"),
  budget: 400,
  constraints: constraintsOf(input),
};

const attacks: readonly Attack[] = [
  pgd({ epsilon: 0.05 }),
  square({ epsilon: 0.05, iterations: 200 }),
  hopSkipJump({ iterations: 2, pool }),
  hopSkipJump({ norm: "linf", iterations: 2, pool }),
];

describe("a run of an attack", () => {
  it.each(attacks)("of $name gives each example the same result in any order and company", async (attack) => {
    const together = await runAttack(attack, run);
    const backwards = await runAttack(attack, { ...run, examples: run.examples.toReversed(), together: 3 });
    expect(backwards.toReversed()).toEqual(together);
    const [alone] = await runAttack(attack, { ...run, examples: run.examples.slice(4, 5) });
    expect(alone).toEqual(together[4]);
  });

  it.each(attacks)(
    "of $name tells of successes only what the model confirms, within the rules",
    async (attack) => {
      for (const record of await runAttack(attack, run)) {
        if (record.outcome !== "success") continue;
        const row = record.adversarial ?? new Float64Array(0);
        const { labels } = await model.predict(rowsOf([row]));
        expect(labels[0]).toBe(record.adversarialLabel);
        expect(labels[0]).not.toBe(record.label);
        expect(record.distances?.[attack.norm]).toBeLessThanOrEqual(
          (attack.epsilon ?? Infinity) * (1 + 1e-9),
        );
        expect(row.every((value) => value >= 0 && value <= 1)).toBe(true);
      }
    },
  );

  it.each(attacks)(
    "of $name asks for no row beyond the budget, and counts those it asked for",
    async (attack) => {
      let asked = 0;
      const records = await runAttack(attack, {
        ...run,
        budget: 37,
        model: {
          ...model,
          predict: (rows) => {
            asked += rows.count;
            return model.predict(rows);
          },
        },
      });
      expect(records.every(({ queries }) => queries <= 37)).toBe(true);
      expect(records.reduce((sum, { queries }) => sum + queries, 0)).toBe(asked);
    },
  );

  it("spends nothing on an example the model has wrong already, and does not call it attacked", async () => {
    const wrong = held.filter(({ id }) => !correct.some((one) => one.id === id)).slice(0, 1);
    const records = await runAttack(square({ epsilon: 0.05 }), {
      ...run,
      examples: wrong.map((one) => ({ ...one })),
    });
    for (const record of records.filter(({ cleanLabel, label }) => cleanLabel !== label))
      expect(record).toMatchObject({ outcome: "clean-wrong", queries: 1 });
    expect(records.length).toBeGreaterThan(0);
  });

  it("refuses rows that cannot be asked for, and says why", async () => {
    const [example] = run.examples;
    if (example === undefined) throw new Error("no example");
    const records = await runAttack(square({ epsilon: 0.05 }), {
      ...run,
      examples: [
        { ...example, id: "short", row: example.row.slice(1) },
        { ...example, id: "nan", row: example.row.with(3, NaN) },
        { ...example, id: "class", label: 2 },
      ],
    });
    expect(records.map(({ outcome, queries }) => [outcome, queries])).toEqual([
      ["refused", 0],
      ["refused", 0],
      ["refused", 0],
    ]);
    expect(records.map(({ note }) => note)).toEqual([
      "the row has 29 numbers, the model takes 30",
      "the row holds a value that is no finite number",
      "the label 2 is none of the model's 2 classes",
    ]);
  });

  it("takes an answer that is no number for no success", async () => {
    const nan = (count: number): Int32Array => new Int32Array(count).fill(-1);
    let calls = 0;
    const records = await runAttack(hopSkipJump({ iterations: 1, pool }), {
      ...run,
      examples: run.examples.slice(0, 1),
      model: {
        predict: (rows) => {
          calls++;
          return calls === 1
            ? model.predict(rows)
            : Promise.resolve({ count: rows.count, labels: nan(rows.count) });
        },
      },
    });
    expect(records[0]).toMatchObject({ outcome: "init-failed" });
    expect(records[0]?.unanswered).toBe((records[0]?.queries ?? 0) - 1);
  });

  it("does not believe an attack whose rows leave the ball", async () => {
    const far: Attack = {
      name: "far",
      access: "label",
      seeks: "ball",
      norm: "linf",
      epsilon: 0.001,
      *steps() {
        yield* predict(pool.rows);
        return undefined;
      },
    };
    const records = await runAttack(far, { ...run, budget: 1000 });
    expect(records.every(({ outcome }) => outcome === "failed-within-budget")).toBe(true);
  });

  it("hands over each record as it comes, so that a killed run goes on to the same result", async () => {
    const kept: ExampleRecord[] = [];
    const attack = square({ epsilon: 0.05, iterations: 100 });
    const stop = new AbortController();
    const killed = runAttack(attack, {
      ...run,
      together: 2,
      signal: stop.signal,
      onRecord: (record) => {
        kept.push(record);
        if (kept.length === 3) stop.abort();
      },
    });
    await expect(killed).rejects.toThrow();
    const done = new Set(kept.map(({ id }) => id));
    const rest = await runAttack(attack, {
      ...run,
      examples: run.examples.filter(({ id }) => !done.has(id)),
    });
    const whole = await runAttack(attack, run);
    const byId = (records: readonly ExampleRecord[]) => records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId([...kept, ...rest])).toEqual(byId(whole));
    expect(kept.length).toBeLessThan(whole.length);
  });

  it("refuses attacks that need more than the model shows, and adapters that lose rows", async () => {
    await expect(
      runAttack(pgd({ epsilon: 0.1 }), { ...run, model: { predict: model.predict } }),
    ).rejects.toThrow(/gradients/u);
    const labelsOnly = { ...output, kind: "label" as const };
    await expect(runAttack(square({ epsilon: 0.1 }), { ...run, output: labelsOnly })).rejects.toThrow(
      /scores/u,
    );
    const losing = { predict: () => Promise.resolve({ count: 1, labels: Int32Array.of(0) }) };
    await expect(runAttack(hopSkipJump(), { ...run, model: losing })).rejects.toThrow(
      /8 rows were asked, 1 answered/u,
    );
  });
});

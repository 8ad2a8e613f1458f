import { describe, expect, it } from "vitest";
import { seededRandom } from "../../stats/index.ts";
import type { Attack, ExampleRecord } from "./attack.ts";
import { constraintsOf } from "./constraints/index.ts";
import { hopSkipJump } from "./decision/index.ts";
import { apgd, pgd } from "./gradient/index.ts";
import { runAttack } from "./run/index.ts";
import { square } from "./score/index.ts";
import { fixture, type Fixture } from "./testing/fixture.ts";

const digits = fixture("digits");
const bc = fixture("bc");

const attackAll = (
  attack: Attack,
  { model, input, output, correct }: Fixture,
): Promise<readonly ExampleRecord[]> =>
  runAttack(attack, {
    model,
    input,
    output,
    examples: correct,
    random: seededRandom("golden"),
    budget: 10_000,
    constraints: constraintsOf(input),
  });

const rate = (records: readonly ExampleRecord[]): number =>
  records.filter(({ outcome }) => outcome === "success").length / records.length;

async function ratesAt(
  epsilons: readonly number[],
  of: (epsilon: number) => Attack,
  on: Fixture,
): Promise<number[]> {
  const rates: number[] = [];
  for (const epsilon of epsilons) rates.push(rate(await attackAll(of(epsilon), on)));
  return rates;
}

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) /
    2
  );
};

describe("PGD on the digits", () => {
  it("succeeds as often as numpy's 40 steps with 5 restarts, at every radius", async () => {
    const rates = await ratesAt(
      [0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2],
      (epsilon) => pgd({ epsilon }),
      digits,
    );
    expect(rates).toEqual([0.04, 0.06, 0.12, 0.19, 0.64, 0.99, 1]);
  });

  it("is matched by APGD with either loss", async () => {
    expect(rate(await attackAll(apgd({ epsilon: 0.1, loss: "cross-entropy" }), digits))).toBe(0.64);
    // The two losses climb by other ways: one point may fall to one of them alone.
    const dlr = rate(await attackAll(apgd({ epsilon: 0.1, loss: "dlr" }), digits));
    expect(Math.abs(dlr - 0.64)).toBeLessThanOrEqual(0.0101);
  });
});

describe("Square at 500 queries", () => {
  it("is within .02 of the white-box attack on the digits", async () => {
    const rates = await ratesAt(
      [0.05, 0.1, 0.15, 0.2],
      (epsilon) => square({ epsilon, iterations: 500, picture: [8, 8] }),
      digits,
    );
    [0.19, 0.64, 0.99, 1].forEach((white, i) =>
      expect(Math.abs((rates[i] ?? 0) - white)).toBeLessThanOrEqual(0.0201),
    );
  });

  it("equals the white-box attack on thirty features", async () => {
    const rates = await ratesAt([0.01, 0.02, 0.03, 0.05, 0.1], (epsilon) => square({ epsilon }), bc);
    expect(rates).toEqual([0.04, 0.11, 0.2, 0.5, 0.82]);
  });
});

describe("HopSkipJump after five iterations", () => {
  it("comes as near to the digits as the reference, at its queries", async () => {
    const l2 = await attackAll(hopSkipJump({ norm: "l2", iterations: 5, pool: digits.pool }), digits);
    expect(rate(l2)).toBe(1);
    expect(middle(l2.map(({ distances }) => distances?.l2 ?? Infinity))).toBeLessThan(0.57);
    expect(middle(l2.map(({ distances }) => distances?.l2 ?? Infinity))).toBeGreaterThan(0.5);
    expect(middle(l2.map(({ queries }) => queries))).toBeLessThan(960);

    const linf = await attackAll(hopSkipJump({ norm: "linf", iterations: 5, pool: digits.pool }), digits);
    expect(middle(linf.map(({ distances }) => distances?.linf ?? Infinity))).toBeLessThan(0.106);
  });

  it("finds a start for every point of the narrow classes, where uniform draws do not", async () => {
    const from = await attackAll(hopSkipJump({ norm: "l2", iterations: 5, pool: bc.pool }), bc);
    expect(rate(from)).toBe(1);
    expect(middle(from.map(({ distances }) => distances?.l2 ?? Infinity))).toBeLessThan(0.26);

    const drawn = await attackAll(hopSkipJump({ norm: "l2", iterations: 1 }), bc);
    const lost = drawn.filter(({ outcome }) => outcome === "init-failed");
    expect(lost.length).toBeGreaterThan(5);
    expect(drawn.every(({ outcome }) => outcome === "success" || outcome === "init-failed")).toBe(true);
  });
});

describe("HopSkipJump after twenty iterations", () => {
  const median = (records: readonly ExampleRecord[], norm: "l2" | "linf"): number =>
    middle(records.map(({ distances }) => distances?.[norm] ?? Infinity));

  // Distances in the other norm of each are taken by bench/robustness: every one of these costs 650,000 answers.
  it.each([
    ["digits", "l2", 0.519, 6439],
    ["bc", "linf", 0.0509, 6476],
  ] as const)(
    "comes as near to %s in %s as the reference, for its queries",
    async (data, norm, distance, queries) => {
      const on = data === "digits" ? digits : bc;
      const records = await attackAll(hopSkipJump({ norm, iterations: 20, pool: on.pool }), on);
      expect(rate(records)).toBe(1);
      // The reference's figure is of one seed; another is within a twentieth of it.
      expect(median(records, norm)).toBeLessThan(1.05 * distance);
      expect(median(records, norm)).toBeGreaterThan(0.85 * distance);
      expect(middle(records.map((record) => record.queries))).toBeLessThan(1.02 * queries);
    },
    120_000,
  );
});

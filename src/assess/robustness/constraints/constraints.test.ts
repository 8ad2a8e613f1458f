import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import { hopSkipJump } from "../decision/index.ts";
import { randomStart } from "../draws/index.ts";
import { pgd } from "../gradient/index.ts";
import { runAttack } from "../run/index.ts";
import { square } from "../score/index.ts";
import { fixture } from "../testing/fixture.ts";
import { anyFeature, constraintsOf, regionOf, shrinkToWeightedL1, type ConstraintRules } from "./index.ts";

const input = {
  shape: [6],
  features: ["amount", "age", "visits", "country", "fee", "total"],
  domain: { low: 0, high: 1000 },
};
const fraud: ConstraintRules = {
  rules: [
    { feature: "amount", direction: "down", cost: 1 },
    { feature: "age", immutable: true },
    { feature: "visits", integer: true, low: 0, high: 50, scale: 10, cost: 2 },
    { feature: "country", low: 0, high: 5 },
    { feature: "total", derived: { by: "sum", of: ["amount", "fee"] } },
  ],
  costLimit: 40,
};
const origin = Float64Array.of(200, 35, 4, 3, 10, 210);

describe("what an attacker may do to features", () => {
  it("is obeyed by every row that is projected and settled, at any radius and norm", () => {
    const constraints = constraintsOf(input, fraud);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2000, max: 2000, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.constantFrom("linf" as const, "l2" as const, "l1" as const),
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        (values, norm, radius) => {
          const region = regionOf(constraints, origin, norm, radius);
          const row = Float64Array.from(values);
          region.project(row);
          region.settle(row);
          expect(region.allows(row)).toBe(true);
          expect(row[0]).toBeLessThanOrEqual(200);
          expect(row[1]).toBe(35);
          expect(Number.isInteger(row[2])).toBe(true);
          expect(row[5]).toBeCloseTo((row[0] ?? 0) + (row[4] ?? 0), 9);
          expect(Math.abs((row[0] ?? 0) - 200) + 2 * Math.abs((row[2] ?? 0) - 4)).toBeLessThanOrEqual(
            40 * (1 + 1e-8),
          );
          expect(region.distances(row)[norm]).toBeLessThanOrEqual(radius * (1 + 1e-8));
        },
      ),
    );
  });

  it("is told apart from what it is not", () => {
    const region = regionOf(constraintsOf(input, fraud), origin, "linf", 10);
    const changed = (at: number, value: number, total = 210): Float64Array =>
      origin.with(at, value).with(5, total);
    expect(region.allows(origin)).toBe(true);
    expect(region.allows(changed(0, 195, 205))).toBe(true);
    expect(region.allows(changed(0, 201, 211))).toBe(false); // the wrong way
    expect(region.allows(changed(0, 195))).toBe(false); // the total does not follow
    expect(region.allows(changed(1, 36))).toBe(false); // immutable
    expect(region.allows(changed(2, 4.5))).toBe(false); // no whole number
    expect(region.allows(changed(2, 25))).toBe(false); // costs 42
    expect(region.allows(changed(3, 5.5))).toBe(false); // out of range
    expect(region.allows(changed(4, NaN, NaN))).toBe(false);
  });

  it("loosens to what could be at all when any feature may be changed", () => {
    const region = regionOf(constraintsOf(input, anyFeature(fraud)), origin, "linf", 10);
    expect(region.allows(origin.with(0, 205).with(5, 215).with(1, 40))).toBe(true);
    expect(region.allows(origin.with(2, 4.5))).toBe(false);
    expect(region.allows(origin.with(0, 205))).toBe(false);
  });

  it("is refused where it makes no sense", () => {
    expect(() => constraintsOf(input, { rules: [{ feature: "ammount" }] })).toThrow(/no feature `ammount`/u);
    expect(() => constraintsOf(input, { rules: [{ feature: "fee", scale: 0 }] })).toThrow(/scale/u);
    expect(() => constraintsOf(input, { rules: [{ feature: "fee", low: 2, high: 1 }] })).toThrow(/low end/u);
    expect(() =>
      constraintsOf(input, {
        rules: [
          { feature: "fee", derived: { by: "sum", of: ["total"] } },
          { feature: "total", derived: { by: "sum", of: ["fee"] } },
        ],
      }),
    ).toThrow(/derived of itself/u);
  });
});

describe("shrinking to a weighted budget", () => {
  it("is the nearest point inside: no nearer one is found by search", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 60 }),
        fc.string(),
        (from, by, limit, seed) => {
          const weights = Float64Array.from(by);
          const nearest = Float64Array.from(from);
          shrinkToWeightedL1(nearest, weights, limit);
          const cost = (point: ArrayLike<number>): number =>
            by.reduce((sum, weight, i) => sum + weight * Math.abs(point[i] ?? 0), 0);
          const away = (point: ArrayLike<number>): number =>
            Math.hypot(...from.map((x, i) => x - (point[i] ?? 0)));
          expect(cost(nearest)).toBeLessThanOrEqual(limit * (1 + 1e-9));
          const random = seededRandom(seed);
          for (let i = 0; i < 50; i++) {
            const other = nearest.map((x) => x + 2 * random.next() - 1);
            if (cost(other) <= limit) expect(away(other)).toBeGreaterThanOrEqual(away(nearest) - 1e-9);
          }
        },
      ),
    );
  });
});

describe("attacks within rules", () => {
  const bc = fixture("bc");
  const immutable = Array.from({ length: 20 }, (_, i) => ({ feature: String(i), immutable: true }));
  const rules: ConstraintRules = { rules: [...immutable, { feature: "25", direction: "up" }] };
  const run = {
    model: bc.model,
    input: bc.input,
    output: bc.output,
    examples: bc.correct.slice(0, 40),
    random: seededRandom("rules"),
    budget: 600,
  };

  it.each([pgd({ epsilon: 0.1 }), square({ epsilon: 0.1 }), hopSkipJump({ iterations: 3, pool: bc.pool })])(
    "$name changes what it may alone, and succeeds less often or at more distance",
    async (attack) => {
      const free = await runAttack(attack, { ...run, constraints: constraintsOf(bc.input) });
      const bound = await runAttack(attack, { ...run, constraints: constraintsOf(bc.input, rules) });
      const reached = (records: typeof free): number =>
        records.filter(({ distances }) => (distances?.[attack.norm] ?? Infinity) <= 0.25).length;
      expect(reached(bound)).toBeLessThan(reached(free));
      expect(reached(bound)).toBeGreaterThan(0);
      for (const [i, { adversarial }] of bound.entries()) {
        const row = run.examples[i]?.row ?? new Float64Array(0);
        adversarial?.slice(0, 20).forEach((value, at) => expect(value).toBe(row[at]));
        if (adversarial !== undefined) expect(adversarial[25]).toBeGreaterThanOrEqual(row[25] ?? Infinity);
      }
    },
  );

  it("start anywhere in the ball", () => {
    const region = regionOf(constraintsOf({ shape: [3] }), Float64Array.of(1, 2, 3), "l2", 2);
    const random = seededRandom("ball");
    const starts = Array.from({ length: 400 }, () => region.distances(randomStart(region, random)).l2);
    expect(Math.max(...starts)).toBeLessThanOrEqual(2 + 1e-9);
    // Evenly in a ball of three dimensions: an eighth lies within half of the radius.
    const inner = starts.filter((distance) => distance < 1).length / 400;
    expect(inner).toBeGreaterThan(0.07);
    expect(inner).toBeLessThan(0.19);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rawScores, type TreeEnsemble } from "../../../models/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { constraintsOf, regionOf, type ConstraintRules } from "../constraints/index.ts";
import { runAttack, type AttackedModel } from "../run/index.ts";
import { fixture } from "../testing/fixture.ts";
import { ensembleOf, treeFixture } from "../testing/tree-fixture.ts";
import { leafTuple, leafTupleRow, NearestSearch, nearestLeaf, treeExact } from "./index.ts";

const bc = fixture("bc");
const unit = { shape: [30], domain: { low: 0, high: 1 } };
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const chosen = (ensemble: TreeEnsemble, row: Float64Array): number => {
  const scores = rawScores(ensemble, row, 1, row.length);
  if (ensemble.outputs === 1) return Number((scores[0] ?? 0) > ensemble.cut);
  return scores.indexOf(Math.max(...scores));
};

describe("the nearest row of another class", () => {
  it.each([
    ["small", 0.14235, 40],
    ["big", 0.10335, 12],
  ] as const)("is as far as the mixed-integer program finds it: %s", (name, average, points) => {
    const { ensemble, nearest } = treeFixture(name);
    const constraints = constraintsOf(unit);
    const search = new NearestSearch(ensemble, constraints);
    const found = nearest.rows.map((at, k) => {
      const { row, label } = bc.test[at] ?? { row: new Float64Array(30), label: -1 };
      const region = regionOf(constraints, row, "linf");
      const { lower, upper, row: near = row } = search.nearest({ region, label });
      expect(lower).toBe(upper);
      // The rows of the fixture are float32.
      expect(Math.abs(upper - (nearest.linf[k] ?? 0))).toBeLessThan(1e-7);
      expect(chosen(ensemble, near)).toBe(1 - label);
      expect(region.distances(near).linf).toBeCloseTo(upper, 12);
      return upper;
    });
    expect(found).toHaveLength(points);
    expect(mean(found)).toBeCloseTo(average, 5);
  });

  it("is that of the two trees worked out in the handbook of Veritas", () => {
    // Boxes there are `>=` and `<`: with whole numbers `x < 3` is `x <= 2.5`.
    const two = ensembleOf(
      [
        [[0, 1.5, 1, 4], [0, 0.5, 2, 3], [3], [4], [0, 2.5, 5, 6], [5], [6]],
        [[0, 2.5, 1, 4], [1, 4.5, 2, 3], [30], [40], [1, -0.5, 5, 6], [50], [2, 0.5, 7, 8], [70], [80]],
      ],
      3,
    );
    const ensemble = { ...two, base: Float64Array.of(-44) };
    const whole: ConstraintRules = { rules: ["0", "1", "2"].map((feature) => ({ feature, integer: true })) };
    const constraints = constraintsOf({ shape: [3] }, whole);
    const region = regionOf(constraints, Float64Array.of(2, 4, 2), "linf");
    expect(rawScores(ensemble, region.origin, 1, 3)[0]).toBe(-9);
    const { row, ...found } = new NearestSearch(ensemble, constraints).nearest({ region, label: 0 });
    expect(found).toMatchObject({ lower: 1, upper: 1 });
    // Two rows are as near: [3, 4, 2] with 42, and [2, 5, 2] with 1.
    expect([42, 1]).toContain(rawScores(ensemble, row ?? [], 1, 3)[0]);
    const held = constraintsOf(
      { shape: [3] },
      { rules: [...whole.rules.slice(0, 1), { feature: "1", immutable: true }] },
    );
    const only = new NearestSearch(ensemble, held).nearest({
      region: regionOf(held, region.origin, "linf"),
      label: 0,
    });
    expect([...(only.row ?? [])]).toEqual([3, 4, 2]);
    expect(rawScores(ensemble, only.row ?? [], 1, 3)[0]).toBe(42);
  });

  it("is what trying every cell of a grid gives, also for many classes and within rules", () => {
    fc.assert(
      fc.property(smallCase, ({ ensemble, origin, rules }) => {
        const constraints = constraintsOf(grid, { rules });
        const region = regionOf(constraints, origin, "linf");
        const label = chosen(ensemble, origin);
        let least = Infinity;
        for (const row of cells())
          if (region.allows(row) && chosen(ensemble, row) !== label)
            least = Math.min(least, region.distances(row).linf);
        const search = new NearestSearch(ensemble, constraints);
        const { lower, upper, row } = search.nearest({ region, label });
        expect([lower, upper]).toEqual([least, least]);
        expect(row === undefined).toBe(least === Infinity);
        if (row !== undefined) expect(region.allows(row) && chosen(ensemble, row) !== label).toBe(true);
        for (const distance of [0, 1, 2, 3])
          expect(search.verify({ region, label, distance }).says).toBe(
            distance < least ? "robust" : "fragile",
          );
      }),
      { numRuns: 300 },
    );
  });

  it("is bounded from both sides where the steps are spent", () => {
    const { ensemble, nearest } = treeFixture("big");
    const constraints = constraintsOf(unit);
    const search = new NearestSearch(ensemble, constraints);
    for (const [k, at] of nearest.rows.entries()) {
      const { row = new Float64Array(30), label = -1 } = bc.test[at] ?? {};
      const region = regionOf(constraints, row, "linf");
      for (const mostSteps of [1, 10, 25]) {
        const { lower, upper, steps } = search.nearest({ region, label, mostSteps });
        expect(lower).toBeLessThanOrEqual((nearest.linf[k] ?? 0) + 1e-7);
        expect(upper).toBeGreaterThanOrEqual((nearest.linf[k] ?? 0) - 1e-7);
        expect(steps).toBeLessThanOrEqual(mostSteps + 1);
      }
      expect(search.verify({ region, label, distance: 0.2, mostSteps: 0 }).says).toBe("unknown");
    }
  });
});

describe("upper bounds by walking leaf by leaf", () => {
  it.each([
    ["small", 1.053, 40],
    ["big", 1.15, 3],
  ] as const)("come near to the exact distance in L∞: %s", (name, ratio, points) => {
    const { ensemble, nearest } = treeFixture(name);
    const constraints = constraintsOf(unit);
    const search = new NearestSearch(ensemble, constraints);
    const rows = nearest.rows.slice(0, points);
    const pool = Array.from({ length: bc.pool.rows.count }, (_, i) =>
      bc.pool.rows.data.slice(30 * i, 30 * (i + 1)),
    );
    const found = rows.map((at) => {
      const { row = new Float64Array(30), label = -1 } = bc.test[at] ?? {};
      const region = regionOf(constraints, row, "linf");
      const starts = pool
        .filter((other) => chosen(ensemble, other) !== label)
        .sort((a, b) => region.distances(a).linf - region.distances(b).linf)
        .slice(0, 20);
      const near = leafTupleRow(search, { region, norm: "linf", label, starts });
      expect(chosen(ensemble, near?.row ?? row)).toBe(1 - label);
      return near?.distance ?? Infinity;
    });
    const exact = mean(nearest.linf.slice(0, points));
    expect(mean(found)).toBeGreaterThanOrEqual(exact - 1e-7);
    expect(mean(found) / exact).toBeLessThan(ratio);
  });

  it("are exact for one tree, in every norm, and never below what a grid gives", () => {
    fc.assert(
      fc.property(smallCase, fc.constantFrom("linf", "l1", "l2"), ({ ensemble, origin }, norm) => {
        const constraints = constraintsOf(grid, { rules: wholeRules });
        const region = regionOf(constraints, origin, norm);
        const label = chosen(ensemble, origin);
        let least = Infinity;
        const turned = [...cells()].filter((row) => chosen(ensemble, row) !== label);
        for (const row of turned) least = Math.min(least, region.distances(row)[norm]);
        const search = new NearestSearch(ensemble, constraints);
        const walked = leafTupleRow(search, { region, norm, label, starts: turned.slice(0, 3) });
        expect(walked?.distance ?? Infinity).toBeGreaterThanOrEqual(least - 1e-12);
        if (walked !== undefined) expect(chosen(ensemble, walked.row)).not.toBe(label);
        if (ensemble.trees.length > 1) return;
        expect(nearestLeaf(search, { region, norm, label })?.distance ?? Infinity).toBeCloseTo(least, 12);
      }),
      { numRuns: 300 },
    );
  });
});

describe("attacks on trees", () => {
  const { ensemble, nearest } = treeFixture("small");
  const predict: AttackedModel["predict"] = ({ count, width, data }) =>
    Promise.resolve({
      count,
      labels: Int32Array.from({ length: count }, (_, i) =>
        chosen(ensemble, data.slice(i * width, (i + 1) * width)),
      ),
    });
  const attack = (one: Parameters<typeof runAttack>[0], rules: ConstraintRules = { rules: [] }) =>
    runAttack(one, {
      model: { predict },
      input: unit,
      output: { kind: "label", width: 2 },
      examples: nearest.rows.slice(0, 10).flatMap((at) => bc.test[at] ?? []),
      random: seededRandom("trees"),
      budget: 10,
      constraints: constraintsOf(unit, rules),
    });

  it("show the row to the model, for a query or two beside the first look", async () => {
    const records = await attack(treeExact({ ensemble }));
    expect(records.map(({ outcome }) => outcome)).toEqual(Array(10).fill("success"));
    records.forEach(({ distances, queries }, k) => {
      expect(distances?.linf).toBeCloseTo(nearest.linf[k] ?? 0, 6);
      expect(queries).toBeLessThanOrEqual(3);
    });
    const l2 = await attack(leafTuple({ ensemble, norm: "l2", pool: bc.pool }));
    expect(l2.map(({ outcome }) => outcome)).toEqual(Array(10).fill("success"));
    l2.forEach(({ distances }, k) =>
      expect(distances?.l2).toBeGreaterThanOrEqual((records[k]?.distances?.linf ?? 0) - 1e-9),
    );
  });

  it("begin with no row that the rules say cannot be, and keep what is derived", async () => {
    const whole = await attack(treeExact({ ensemble }), { rules: [{ feature: "0", integer: true }] });
    expect(whole[0]).toMatchObject({
      outcome: "init-failed",
      note: expect.stringMatching(/no whole number/u),
    });
    const bounds: number[] = [];
    const derived = await attack(treeExact({ ensemble, bounded: (_, { lower }) => bounds.push(lower) }), {
      rules: [{ feature: "22", derived: { by: "sum", of: ["20", "23"] } }],
    });
    derived.forEach(({ outcome, distances, adversarial: row }, k) => {
      if (outcome !== "success") return;
      expect(distances?.linf).toBeGreaterThanOrEqual((bounds[k] ?? 0) - 1e-9);
      expect(row?.[22]).toBeCloseTo((row?.[20] ?? 0) + (row?.[23] ?? 0), 9);
    });
  });
});

/** Rows of three whole numbers from 0 to 3. */
const grid = { shape: [3], domain: { low: 0, high: 3 } };
const wholeRules = ["0", "1", "2"].map((feature) => ({ feature, integer: true }));
const smallTree = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ values: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }) }),
    fc.record({
      feature: fc.integer({ min: 0, max: 2 }),
      threshold: fc.constantFrom(0, 0.5, 1, 1.5, 2, 2.5),
      left: tie("tree"),
      right: tie("tree"),
    }),
  ),
}));
const smallCase = fc
  .record({
    trees: fc.array(smallTree.tree, { minLength: 1, maxLength: 5 }),
    outputs: fc.constantFrom(1, 3),
    origin: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
    bound: fc.constantFrom({}, { immutable: true }, { direction: "up" as const }, { low: 1, high: 2 }),
  })
  .map(({ trees, outputs, origin, bound }) => ({
    ensemble: {
      ...ensembleOf([], 3),
      trees: trees.map((tree) => grown(tree, outputs)),
      outputs,
      classes: outputs === 1 ? [0, 1] : [0, 1, 2],
    } satisfies TreeEnsemble,
    origin: Float64Array.from(origin),
    rules: wholeRules.map((rule, i) => (i === 1 ? { ...rule, ...bound } : rule)),
  }));

function grown(root: unknown, outputs: number): TreeEnsemble["trees"][number] {
  const nodes: { feature: number; threshold: number; left: number; right: number; values: number[] }[] = [];
  const put = (given: unknown): number => {
    // Safe: what `smallTree` makes.
    const one = given as
      | { values: number[] }
      | { feature: number; threshold: number; left: unknown; right: unknown };
    const at = nodes.length;
    const node = { feature: -1, threshold: 0, left: 0, right: 0, values: Array<number>(outputs).fill(0) };
    nodes.push(node);
    if ("values" in one) node.values = one.values.slice(0, outputs);
    else Object.assign(node, { ...one, left: put(one.left), right: put(one.right) });
    return at;
  };
  put(root);
  return {
    feature: Int32Array.from(nodes, ({ feature }) => feature),
    threshold: Float64Array.from(nodes, ({ threshold }) => threshold),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    missingLeft: new Uint8Array(nodes.length),
    values: Float64Array.from(nodes.flatMap(({ values }) => values)),
  };
}

function* cells(): Generator<Float64Array> {
  for (let at = 0; at < 64; at++) yield Float64Array.of(at & 3, (at >> 2) & 3, at >> 4);
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeModel } from "../onnx/index.ts";
import { cancer, fixtureBytes, treeScores } from "../testing/fixtures.ts";
import {
  below,
  buildTree,
  floorToFloat32,
  leafBoxes,
  leafOf,
  rawScores,
  treesOf,
  type RawNode,
} from "./index.ts";

describe("trees", () => {
  it("give the raw scores of the model they were exported from", async () => {
    const ensemble = treesOf(await decodeModel(fixtureBytes("gbdt_small.onnx")));
    const rows = Float32Array.from(cancer.rows.data);
    const scores = rawScores(ensemble, rows, cancer.rows.count, 30);
    expect(ensemble.trees.length).toBe(20);
    for (const [i, score] of treeScores.entries())
      expect(Math.abs((scores[i] ?? 0) - score)).toBeLessThan(1e-6);
  });

  it("have every row in exactly one box of each tree, with the value of its leaf", async () => {
    const ensemble = treesOf(await decodeModel(fixtureBytes("gbdt_small.onnx")));
    const boxes = leafBoxes(ensemble);
    expect(boxes.map((tree) => tree.length)).toEqual(
      ensemble.trees.map(({ feature }) => feature.filter((one) => one < 0).length),
    );
    const thresholds = [...new Set(ensemble.trees.flatMap(({ threshold }) => [...threshold]))];
    const coordinate = fc.oneof(fc.float({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...thresholds));
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 30, maxLength: 30 }), (row) => {
        for (const [i, tree] of ensemble.trees.entries()) {
          const held = (boxes[i] ?? []).filter(({ features, low, high }) =>
            features.every(
              (feature, k) => (row[feature] ?? 0) > (low[k] ?? 0) && (row[feature] ?? 0) <= (high[k] ?? 0),
            ),
          );
          expect(held.map(({ values }) => values[0])).toEqual([tree.values[leafOf(tree, row, 0)]]);
        }
      }),
    );
  });

  it("leave boxes out that no row can reach", () => {
    const nodes: RawNode[] = [
      {
        kind: "branch",
        feature: 0,
        threshold: 1,
        comparison: "<=",
        whenTrue: 1,
        whenFalse: 2,
        missingIsTrue: false,
      },
      {
        kind: "branch",
        feature: 0,
        threshold: 2,
        comparison: ">",
        whenTrue: 3,
        whenFalse: 4,
        missingIsTrue: false,
      },
      { kind: "leaf", values: [1] },
      { kind: "leaf", values: [2] },
      { kind: "leaf", values: [3] },
    ];
    const tree = buildTree((i) => nodes[i], 0, 1, "float32");
    const [boxes] = leafBoxes({
      kind: "regressor",
      trees: [tree],
      outputs: 1,
      base: new Float64Array(0),
      aggregate: "sum",
      post: "none",
      classes: [],
      cut: 0,
      precision: "float32",
      width: 1,
    });
    expect(boxes?.map(({ values, low, high }) => [values[0], low[0], high[0]])).toEqual([
      [3, -Infinity, 1],
      [1, 1, Infinity],
    ]);
  });

  it("are refused where two ways lead to one node", () => {
    const nodes: RawNode[] = [
      {
        kind: "branch",
        feature: 0,
        threshold: 1,
        comparison: "<=",
        whenTrue: 1,
        whenFalse: 0,
        missingIsTrue: false,
      },
      { kind: "leaf", values: [1] },
    ];
    expect(() => buildTree((i) => nodes[i], 0, 1, "float32")).toThrow(/two ways/);
    expect(() => buildTree((i) => nodes[i], 7, 1, "float32")).toThrow(/not there/);
  });

  it("are told from models that are none", async () => {
    const model = await decodeModel(fixtureBytes("digits_mlp.onnx"));
    expect(() => treesOf(model)).toThrow(expect.objectContaining({ code: "MODELS_NOT_TREES" }) as Error);
  });
});

describe("thresholds", () => {
  const float = fc.float({ noNaN: true });
  it("in float32 divide the numbers of float32 as the given one does", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e30, max: 1e30 }), float, (threshold, value) => {
        const floor = floorToFloat32(threshold);
        expect(Math.fround(floor)).toBe(floor);
        expect(value <= floor).toBe(value <= threshold);
      }),
    );
    expect(floorToFloat32(0.1)).toBeLessThan(0.1);
    expect(Math.fround(0.1)).toBeGreaterThan(0.1);
  });

  it("that are strict become the number below", () => {
    fc.assert(
      fc.property(float, float, (threshold, value) => {
        expect(value <= below(threshold, "float32")).toBe(value < threshold);
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (threshold, value) => {
        expect(value <= below(threshold, "float64")).toBe(value < threshold);
      }),
    );
  });
});

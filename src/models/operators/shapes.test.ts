import { describe, expect, it } from "vitest";
import { seededRandom } from "../../stats/index.ts";
import { gradientProblems } from "../gradient/finite-differences.ts";
import { interpreterOf } from "../interpreter/index.ts";
import { openGraph } from "../runtime/index.ts";
import { exampleModel } from "./example-model.ts";
import type { Example } from "./operator.ts";

const random = seededRandom("operators of random shapes");
const from = (low: number, high: number): number => low + random.integer(high - low + 1);
const shapeOf = (...dims: readonly number[]): string => dims.join("x");

/** Windows over two axes that fit a picture of the sizes, with borders smaller than the window. */
function windows(): {
  readonly kernel: number[];
  readonly sizes: number[];
  readonly attributes: Record<string, number | number[]>;
} {
  const kernel = [from(1, 3), from(1, 3)];
  const dilations = [from(1, 2), from(1, 2)];
  const spans = kernel.map((size, axis) => (size - 1) * (dilations[axis] ?? 1) + 1);
  const pads = [...kernel, ...kernel].map((size) => random.integer(size));
  const sizes = spans.map((span) => span + from(0, 4));
  return { kernel, sizes, attributes: { dilations, pads, strides: [from(1, 3), from(1, 3)] } };
}

const made: Readonly<Record<string, () => Example>> = {
  Conv: () => {
    const { kernel, sizes, attributes } = windows();
    const [group, depth, filters] = [from(1, 2), from(1, 2), from(1, 3)];
    return {
      inputs: [shapeOf(from(1, 2), group * depth, ...sizes), shapeOf(group * filters, depth, ...kernel)],
      attributes: { ...attributes, group },
      varied: [0],
    };
  },
  MaxPool: () => {
    const { kernel, sizes, attributes } = windows();
    return {
      inputs: [`${shapeOf(from(1, 2), from(1, 3), ...sizes)}~`],
      attributes: { ...attributes, kernel_shape: kernel },
    };
  },
  AveragePool: () => {
    const { kernel, sizes, attributes } = windows();
    const { dilations: _, ...rest } = attributes;
    return {
      inputs: [shapeOf(from(1, 2), from(1, 3), ...sizes)],
      attributes: { ...rest, kernel_shape: kernel, count_include_pad: random.integer(2) },
    };
  },
  Gemm: () => {
    const [m, k, n, transA, transB] = [
      from(1, 4),
      from(1, 4),
      from(1, 4),
      random.integer(2),
      random.integer(2),
    ];
    const bias = [shapeOf(n), shapeOf(m, n), shapeOf(1, n), shapeOf(m, 1)][random.integer(4)] ?? "";
    return {
      inputs: [transA ? shapeOf(k, m) : shapeOf(m, k), transB ? shapeOf(n, k) : shapeOf(k, n), bias],
      attributes: { transA, transB, alpha: 0.5 + random.next(), beta: 0.5 + random.next() },
    };
  },
  MatMul: () => {
    const [b, m, k, n] = [from(1, 3), from(1, 4), from(1, 4), from(1, 4)];
    const left = [shapeOf(b, m, k), shapeOf(m, k), shapeOf(1, m, k)][random.integer(3)] ?? "";
    return { inputs: [left, shapeOf(b, k, n)] };
  },
  ...Object.fromEntries(
    ["Add", "Mul", "Sub"].map((op) => [
      op,
      (): Example => {
        const dims = Array.from({ length: from(1, 4) }, () => from(1, 4));
        // Of one side any axis may be 1 and the first ones missing.
        const other = dims
          .map((dim) => (random.integer(2) === 0 ? 1 : dim))
          .slice(random.integer(dims.length));
        const sides = [shapeOf(...dims), shapeOf(...other)];
        return { inputs: random.integer(2) === 0 ? sides : sides.toReversed() };
      },
    ]),
  ),
  Softmax: () => {
    const dims = Array.from({ length: from(1, 4) }, () => from(1, 4));
    return {
      inputs: [shapeOf(...dims)],
      attributes: { axis: random.integer(2 * dims.length) - dims.length },
    };
  },
  Transpose: () => {
    const dims = Array.from({ length: from(1, 4) }, () => from(1, 4));
    const perm = [...dims.keys()].toSorted(() => random.next() - 0.5);
    return { inputs: [shapeOf(...dims)], attributes: { perm } };
  },
};

describe("operators of random shapes and attributes", () => {
  it.each(Object.entries(made))(
    "%s computes what ONNX Runtime does, with the gradient of differences",
    async (op, example) => {
      for (let i = 0; i < 20; i++) {
        const drawn = example();
        const one = exampleModel({ op, domain: "" }, drawn);
        expect([JSON.stringify(drawn), ...gradientProblems(one)]).toEqual([JSON.stringify(drawn)]);
        const session = await openGraph(one.model, { runtime: "onnxruntime-web" });
        const theirs = (await session.run(one.feeds)).get("y0");
        await session.close();
        const ours = interpreterOf(one.model)(one.feeds).get("y0");
        expect([JSON.stringify(drawn), ours?.shape]).toEqual([JSON.stringify(drawn), theirs?.shape]);
        for (const [at, value] of (theirs?.data ?? []).entries())
          expect(Math.abs(Number(ours?.data[at]) - Number(value))).toBeLessThanOrEqual(
            2e-5 * (1 + Math.abs(Number(value))),
          );
      }
    },
  );
});

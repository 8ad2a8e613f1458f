import { describe, expect, it } from "vitest";
import type { Loss } from "../../contracts/index.ts";
import { decodeModel, encodeModel, type Model } from "../onnx/index.ts";
import { attributeOf } from "../operators/index.ts";
import { openGraph, openModel } from "../runtime/index.ts";
import { cancer, digits, fixtureBytes, fixturePath } from "../testing/fixtures.ts";
import { gradientModelOf } from "./index.ts";

const losses: readonly Loss[] = ["cross-entropy", "margin", "dlr"];

/** The definitions, row by row. */
function naive(loss: Loss, z: readonly number[], y: number): number {
  const right = z[y] ?? 0;
  const other = Math.max(...z.filter((_, i) => i !== y));
  const sorted = z.toSorted((a, b) => b - a);
  if (loss === "cross-entropy") return Math.log(z.reduce((sum, one) => sum + Math.exp(one), 0)) - right;
  return loss === "margin" ? other - right : (other - right) / ((sorted[0] ?? 0) - (sorted[2] ?? 0) + 1e-12);
}

describe.each(["interpreter", "onnxruntime-web"] as const)("gradients on %s", (runtime) => {
  it.each([
    ["digits_mlp.onnx", digits],
    ["digits_cnn.onnx", digits],
    ["bc_mlp.onnx", cancer],
  ] as const)("of %s are those of float64, and losses are as defined", async (file, { rows, labels }) => {
    const open = await openModel(fixturePath(file), { runtime });
    const model = await gradientModelOf(open, { batch: 16 });
    const logits = await model.logits(rows);
    const classes = model.output.width;
    for (const loss of losses.filter((one) => one !== "dlr" || classes > 2)) {
      const { losses: told, gradients } = await model.lossAndGradient(rows, labels, loss);
      for (let row = 0; row < rows.count; row++) {
        const z = Array.from(logits.subarray(row * classes, (row + 1) * classes));
        expect(Math.abs((told[row] ?? 0) - naive(loss, z, labels[row] ?? 0))).toBeLessThan(1e-4);
      }
      // A step along the gradient raises the loss by its squared length, to first order.
      const step = 1e-3;
      const moved = { ...rows, data: rows.data.map((value, i) => value + step * (gradients[i] ?? 0)) };
      const after = (await model.lossAndGradient(moved, labels, loss)).losses;
      for (let row = 0; row < rows.count; row++) {
        const own = gradients.subarray(row * rows.width, (row + 1) * rows.width);
        const square = own.reduce((sum, value) => sum + value * value, 0);
        if (square > 1) expect((after[row] ?? 0) - (told[row] ?? 0)).toBeGreaterThan(0.5 * step * square);
      }
    }
    await model.close();
    await open.close();
  });

  it("do not depend on how many rows run at a time", async () => {
    const open = await openModel(fixturePath("digits_mlp.onnx"), { runtime });
    const [one, many] = [
      await gradientModelOf(open, { batch: 1 }),
      await gradientModelOf(open, { batch: 40 }),
    ];
    const a = await one.lossAndGradient(digits.rows, digits.labels, "cross-entropy");
    const b = await many.lossAndGradient(digits.rows, digits.labels, "cross-entropy");
    for (const [i, value] of a.gradients.entries())
      expect(Math.abs(value - (b.gradients[i] ?? 0))).toBeLessThan(1e-5);
  });
});

const digitsMlp = (): Promise<Model> => decodeModel(fixtureBytes("digits_mlp.onnx"));

describe("gradient models", () => {
  it("agree between runtimes", async () => {
    const [a, b] = await Promise.all(
      (["interpreter", "onnxruntime-web"] as const).map(async (runtime) =>
        gradientModelOf(await openModel(fixturePath("digits_cnn.onnx"), { runtime })),
      ),
    );
    const [ours, theirs] = [
      await a?.lossAndGradient(digits.rows, digits.labels, "cross-entropy"),
      await b?.lossAndGradient(digits.rows, digits.labels, "cross-entropy"),
    ];
    for (const [i, value] of (ours?.gradients ?? []).entries())
      expect(Math.abs(value - (theirs?.gradients[i] ?? NaN))).toBeLessThan(2e-5);
  });

  it("name the operator that has none, and what may still be done", async () => {
    const model = await digitsMlp();
    const nodes = model.graph.nodes.map((node) =>
      node.op === "Relu"
        ? { ...node, name: "step", op: "ReduceProd", attributes: new Map([["axes", attributeOf([1])]]) }
        : node,
    );
    nodes.splice(2, 0, {
      name: "",
      op: "Expand",
      domain: "",
      inputs: ["h0", "wide"],
      outputs: ["h1"],
      attributes: new Map(),
    });
    nodes[3] = { ...nodes[3]!, inputs: ["h1", "W1", "b1"] };
    const initializers = new Map([
      ...model.graph.initializers,
      ["wide", { type: "int64", shape: [2], data: Float64Array.of(1, 64) }] as const,
    ]);
    const open = await openGraph(
      { ...model, graph: { ...model.graph, nodes, initializers } },
      { runtime: "interpreter" },
    );
    await expect(gradientModelOf(open)).rejects.toMatchObject({
      code: "MODELS_NO_GRADIENT",
      message: expect.stringContaining("ReduceProd (step)") as string,
      remedy: expect.stringContaining("scores or labels") as string,
    });
  });

  it("are refused for trees", async () => {
    const open = await openModel(fixturePath("gbdt_small.onnx"), { runtime: "interpreter" });
    await expect(gradientModelOf(open)).rejects.toMatchObject({ code: "MODELS_NO_GRADIENT" });
  });

  it.each([
    ["everywhere", 1],
    ["in every third feature only", 3],
  ])("are refused where the graph that was built gives something else %s", async (_, every) => {
    const open = await openModel(fixturePath("digits_mlp.onnx"), { runtime: "interpreter" });
    const forged = {
      ...open,
      openBeside: async (model: Model) => {
        const session = await open.openBeside(model);
        return {
          ...session,
          run: async (...args: Parameters<typeof session.run>) => {
            const answer = await session.run(...args);
            for (const [name, { data }] of answer)
              if (name === "gradients" && data instanceof Float32Array)
                data.forEach((value, i) => (data[i] = i % every === 0 ? 1.05 * value : value));
            return answer;
          },
        };
      },
    };
    await expect(gradientModelOf(forged)).rejects.toMatchObject({ code: "MODELS_GRADIENT_WRONG" });
  });

  it("take models of a fixed number of rows", async () => {
    const model = await digitsMlp();
    const inputs = [{ name: "x", type: "float32", shape: [7, 64] }] as const;
    const fixed = await gradientModelOf(
      await openModel(encodeModel({ ...model, graph: { ...model.graph, inputs } })),
    );
    const free = await gradientModelOf(await openModel(fixturePath("digits_mlp.onnx")));
    const [a, b] = [
      await fixed.lossAndGradient(digits.rows, digits.labels, "margin"),
      await free.lossAndGradient(digits.rows, digits.labels, "margin"),
    ];
    for (const [i, value] of a.gradients.entries())
      expect(Math.abs(value - (b.gradients[i] ?? NaN))).toBeLessThan(1e-5);
  });

  it("ask for three classes where the ratio of logits does, and for labels that exist", async () => {
    const two = await gradientModelOf(await openModel(fixturePath("bc_mlp.onnx")));
    await expect(two.lossAndGradient(cancer.rows, cancer.labels, "dlr")).rejects.toMatchObject({
      code: "MODELS_NO_GRADIENT",
    });
    const wrong = cancer.labels.map(() => 2);
    await expect(two.lossAndGradient(cancer.rows, wrong, "margin")).rejects.toMatchObject({
      code: "MODELS_WRONG_INPUT",
    });
    await expect(two.logits(digits.rows)).rejects.toMatchObject({ code: "MODELS_WRONG_INPUT" });
  });
});

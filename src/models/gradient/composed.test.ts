import { describe, expect, it } from "vitest";
import type { Rows } from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { interpreterOf } from "../interpreter/index.ts";
import { encodeModel, decodeModel, type Model } from "../onnx/index.ts";
import { Emitter } from "../operators/index.ts";
import { openModel } from "../runtime/index.ts";
import { tensorOf } from "../tensor/index.ts";
import { gradientModelOf } from "./index.ts";

const [steps, width, hidden, classes] = [4, 6, 5, 3];

/** Small weights, the same for the same name. */
function weights(emit: Emitter, name: string, shape: readonly number[]): string {
  const random = seededRandom(`composed/${name}`);
  const size = shape.reduce((product, dim) => product * dim, 1);
  return emit.constant(
    tensorOf(
      "float32",
      shape,
      Array.from({ length: size }, () => 1.6 * random.next() - 0.8),
    ),
  );
}

/** Weights of a float attribute that happens to be whole are floats all the same. */
const float = (value: number): { readonly float: number } => ({ float: value });

/** A head of attention on what was normalised, added to what came in. */
function attended(emit: Emitter, x: string, opset: number): string {
  const scale = weights(emit, "scale", [width]);
  const bias = weights(emit, "bias", [width]);
  const normal =
    opset >= 17 ? emit.node("LayerNormalization", [x, scale, bias]) : normalised(emit, x, scale, bias);
  const part = (name: string): string => emit.node("MatMul", [normal, weights(emit, name, [width, width])]);
  const scores = emit.node("MatMul", [part("q"), emit.node("Transpose", [part("k")], { perm: [0, 2, 1] })]);
  const heeded = emit.node("Softmax", [emit.divide(scores, emit.number(Math.sqrt(width), "float32"))], {
    axis: -1,
  });
  return emit.add(x, emit.node("MatMul", [heeded, part("v")]));
}

/** Layer normalisation before there was an operator for it; the mean's axes moved from attribute to input in 18. */
function normalised(emit: Emitter, x: string, scale: string, bias: string): string {
  const mean = (of: string): string => emit.node("ReduceMean", [of], { axes: [-1], keepdims: 1 });
  const centred = emit.subtract(x, mean(x));
  const spread = emit.node("Sqrt", [
    emit.add(mean(emit.multiply(centred, centred)), emit.number(1e-5, "float32")),
  ]);
  return emit.add(emit.multiply(emit.divide(centred, spread), scale), bias);
}

type Kind = "LSTM" | "GRU" | "RNN";
const gates = { LSTM: 4, GRU: 3, RNN: 1 } as const;

function recurred(emit: Emitter, x: string, kind: Kind): string {
  const first = emit.node("Transpose", [x], { perm: [1, 0, 2] });
  const many = gates[kind] * hidden;
  const [, last = ""] = emit.many(
    kind,
    [
      first,
      weights(emit, "W", [1, many, width]),
      weights(emit, "R", [1, many, hidden]),
      weights(emit, "B", [1, 2 * many]),
    ],
    2,
    { hidden_size: hidden },
  );
  return emit.node("Squeeze", [last, emit.ints([0])]);
}

function sequenceModel(opset: number, kind: Kind): Model {
  const emit = new Emitter("m/");
  const last = recurred(emit, attended(emit, "x", opset), kind);
  const logits = emit.node("Gemm", [
    last,
    weights(emit, "head", [hidden, classes]),
    weights(emit, "tail", [classes]),
  ]);
  return modelOf(emit, opset, emit.node("Softmax", [logits], { axis: 1 }), [steps, width]);
}

/** Convolution, normalisation over batch and instance, a way around, pooling of both kinds. */
function pictureModel(opset: number): Model {
  const emit = new Emitter("m/");
  const convolved = emit.node("Conv", ["x", weights(emit, "c1", [4, 1, 3, 3])], { pads: [1, 1, 1, 1] });
  const positive = emit.constant(tensorOf("float32", [4], [0.5, 1, 1.5, 0.7]));
  const by = (name: string): string => weights(emit, name, [4]);
  const batch = emit.node("BatchNormalization", [convolved, by("s"), by("b"), by("m"), positive], {
    epsilon: float(1e-5),
  });
  const around = emit.add(
    batch,
    emit.node("Tanh", [emit.node("InstanceNormalization", [batch, by("is"), by("ib")])]),
  );
  const pooled = emit.node("MaxPool", [around], {
    kernel_shape: [3, 3],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
  });
  const split = emit.many("Split", opset >= 18 ? [pooled] : [pooled, emit.ints([2, 2])], 2, {
    axis: 1,
    ...(opset >= 18 ? { num_outputs: 2 } : {}),
  });
  const gated = emit.multiply(split[0] ?? "", emit.node("Sigmoid", [split[1] ?? ""]));
  const flat = emit.node("Flatten", [
    emit.node("Concat", [emit.node("GlobalAveragePool", [gated]), emit.node("GlobalMaxPool", [pooled])], {
      axis: 1,
    }),
  ]);
  const logits = emit.node("Gemm", [flat, weights(emit, "head", [6, classes])]);
  return modelOf(emit, opset, emit.node("Softmax", [logits], { axis: 1 }), [1, 6, 6]);
}

function modelOf(emit: Emitter, opset: number, output: string, shape: readonly number[]): Model {
  return {
    irVersion: opset >= 21 ? 10 : 8,
    producer: "bartizan",
    opsets: new Map([["", opset]]),
    graph: {
      name: "composed",
      nodes: emit.nodes,
      initializers: emit.initializers,
      inputs: [{ name: "x", type: "float32", shape: ["rows", ...shape] }],
      outputs: [{ name: output, type: "float32", shape: ["rows", classes] }],
    },
  };
}

const opsets = [13, 15, 17, 18, 19, 20, 21];
const models: readonly (readonly [string, Model])[] = [
  ...opsets.map((opset) => [`attention and LSTM of version ${opset}`, sequenceModel(opset, "LSTM")] as const),
  ["attention and GRU", sequenceModel(17, "GRU")],
  ["attention and RNN", sequenceModel(13, "RNN")],
  ...opsets.map((opset) => [`norms and pools of version ${opset}`, pictureModel(opset)] as const),
];

/** Cross-entropy from the model's own probabilities in float64, moved one number at a time. */
function differences(model: Model, rows: Rows, labels: Int32Array): Float64Array {
  const run = interpreterOf(model, { wide: true });
  const [{ name: output } = { name: "" }] = model.graph.outputs;
  const shape = (model.graph.inputs[0]?.shape ?? []).slice(1).map(Number);
  const lossesOf = (data: Float64Array): number[] => {
    const told = run(new Map([["x", { type: "float32", shape: [rows.count, ...shape], data }]])).get(output);
    return Array.from(labels, (label, row) => -Math.log(Number(told?.data[row * classes + label])));
  };
  const found = new Float64Array(rows.data.length);
  for (let at = 0; at < rows.width; at++) {
    const moved = (by: number): number[] =>
      lossesOf(rows.data.map((value, i) => (i % rows.width === at ? value + by : value)));
    const [up, down] = [moved(1e-5), moved(-1e-5)];
    for (let row = 0; row < rows.count; row++)
      found[row * rows.width + at] = ((up[row] ?? NaN) - (down[row] ?? NaN)) / 2e-5;
  }
  return found;
}

describe.each(models)("%s", (name, model) => {
  const random = seededRandom(name);
  const rowWidth = (model.graph.inputs[0]?.shape ?? []).slice(1).reduce<number>((a, b) => a * Number(b), 1);
  const rows: Rows = {
    count: 3,
    width: rowWidth,
    data: Float64Array.from({ length: 3 * rowWidth }, () => Math.fround(random.next())),
  };
  const labels = Int32Array.of(0, 1, 2);

  it("has on both runtimes the gradients that differences give, after it was written and read", async () => {
    const bytes = encodeModel(model);
    const expected = differences(await decodeModel(bytes), rows, labels);
    const largest = Math.max(...expected.map(Math.abs));
    expect(largest).toBeGreaterThan(1e-3);
    const logits: Float64Array[] = [];
    for (const runtime of ["interpreter", "onnxruntime-web"] as const) {
      const open = await openModel(bytes, { runtime });
      const gradients = await gradientModelOf(open);
      expect(gradients.form).toBe("scores");
      const told = await gradients.lossAndGradient(rows, labels, "cross-entropy");
      for (const [i, value] of expected.entries())
        expect(Math.abs((told.gradients[i] ?? NaN) - value)).toBeLessThan(1e-4 * Math.max(1, largest));
      logits.push(await gradients.logits(rows));
      await gradients.close();
      await open.close();
    }
    for (const [i, value] of (logits[0] ?? []).entries())
      expect(Math.abs(value - (logits[1]?.[i] ?? NaN))).toBeLessThan(1e-5);
  });
});

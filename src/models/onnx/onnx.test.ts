import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeMessage, type Written } from "../../formats/protobuf/testing/write-message.ts";
import { mutantsOf } from "../../formats/testing/mutants.ts";
import { float32s, int64s, tensorOf, type Tensor } from "../tensor/index.ts";
import { fixtureBytes } from "../testing/fixtures.ts";
import { decodeModel, encodeModel, fromHalf, toHalf, type Model } from "./index.ts";

const withWeights = (weights: Tensor): Model => ({
  irVersion: 8,
  opsets: new Map([["", 17]]),
  producer: "test",
  graph: {
    name: "g",
    nodes: [
      {
        name: "n",
        op: "If",
        domain: "",
        inputs: ["c", ""],
        outputs: ["y"],
        attributes: new Map([
          ["f", { kind: "float", value: 0.5 }],
          ["zero", { kind: "int", value: 0 }],
          ["ints", { kind: "ints", value: [-1, 2 ** 40] }],
          ["floats", { kind: "floats", value: [1.5, -2] }],
          ["texts", { kind: "texts", value: ["a", "ü"] }],
          ["t", { kind: "tensor", value: int64s([1, 2]) }],
          [
            "g",
            {
              kind: "graph",
              value: { name: "in", nodes: [], initializers: new Map(), inputs: [], outputs: [{ name: "y" }] },
            },
          ],
        ]),
      },
    ],
    initializers: new Map([["w", weights]]),
    inputs: [{ name: "x", type: "float32", shape: ["N", 3] }],
    outputs: [{ name: "y", type: "int64", shape: [] }],
  },
});

describe("the codec of ONNX", () => {
  it.each([
    tensorOf("float32", [2, 2], [1, -0.5, Infinity, 1e-40]),
    tensorOf("float64", [2], [Math.PI, -1e300]),
    tensorOf("float16", [3], [1, 65504, -(2 ** -24)]),
    tensorOf("int64", [3], [-5, 2 ** 53, 2 ** 63]),
    tensorOf("int32", [2], [-(2 ** 31), 7]),
    tensorOf("uint8", [2], [0, 255]),
    tensorOf("int8", [1], [-128]),
    tensorOf("uint16", [1], [65535]),
    tensorOf("bool", [2], [1, 0]),
    { type: "string", shape: [2], data: ["yes", "nö"] } as const,
  ])("reads back the weights and attributes it wrote: $type", async (weights) => {
    const model = withWeights(weights);
    expect(await decodeModel(encodeModel(model))).toEqual(model);
  });

  it("writes what it read without a difference that counts", async () => {
    const bytes = fixtureBytes("digits_cnn.onnx");
    const model = await decodeModel(bytes);
    expect(model.graph.nodes.map(({ op }) => op).join()).toBe(
      "Conv,Relu,MaxPool,Conv,Relu,MaxPool,Flatten,Gemm,Softmax",
    );
    expect(await decodeModel(encodeModel(model))).toEqual(model);
  });

  it("knows every half-precision number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (bits) => {
        const value = fromHalf(bits);
        if (!Number.isNaN(value)) expect(toHalf(value)).toBe(bits);
      }),
    );
    expect([toHalf(1 + 2 ** -11), toHalf(1 + 3 * 2 ** -11), toHalf(1e6)]).toEqual([0x3c00, 0x3c02, 0x7c00]);
  });

  const tensorFile = (...fields: readonly Written[]): Uint8Array =>
    writeMessage([1, 8], [8, [[2, 17]]], [7, [[5, fields]]]);

  it("reads weights of other files through the reader it is given, and not otherwise", async () => {
    const file = tensorFile(
      [1, 2],
      [2, 1],
      [8, "w"],
      [14, 1],
      [
        13,
        [
          [1, "location"],
          [2, "weights.bin"],
        ],
      ],
      [
        13,
        [
          [1, "offset"],
          [2, "4"],
        ],
      ],
      [
        13,
        [
          [1, "length"],
          [2, "8"],
        ],
      ],
    );
    const asked: unknown[] = [];
    const model = await decodeModel(file, async (...where) => {
      asked.push(where);
      return new Uint8Array(Float32Array.of(3, 4).buffer);
    });
    expect(asked).toEqual([["weights.bin", 4, 8]]);
    expect(model.graph.initializers.get("w")).toEqual(float32s([3, 4]));
    await expect(decodeModel(file)).rejects.toMatchObject({ code: "MODELS_EXTERNAL_DATA" });
    await expect(decodeModel(file, async () => new Uint8Array(7))).rejects.toMatchObject({
      code: "MODELS_NOT_READABLE",
    });
  });

  it.each([
    [
      "dims that no memory holds",
      tensorFile([1, 2 ** 40], [2, 1], [9, new Uint8Array(4)]),
      "MODELS_TOO_LARGE",
    ],
    ["a negative size", tensorFile([1, -1n], [2, 1], [9, new Uint8Array(4)]), "MODELS_NOT_READABLE"],
    [
      "fewer bytes than the shape says",
      tensorFile([1, 9], [2, 1], [9, new Uint8Array(4)]),
      "MODELS_NOT_READABLE",
    ],
    [
      "an element type nobody computes with",
      tensorFile([1, 1], [2, 17], [9, new Uint8Array(1)]),
      "MODELS_UNSUPPORTED_OPERATOR",
    ],
    ["no graph", writeMessage([1, 8], [8, [[2, 17]]]), "MODELS_NOT_READABLE"],
    ["functions of its own", writeMessage([8, [[2, 17]]], [7, []], [25, []]), "MODELS_UNSUPPORTED_OPERATOR"],
    ["other bytes", Buffer.from("not a model at all"), "MODELS_NOT_READABLE"],
  ])("refuses %s", async (_, bytes, code) => {
    await expect(decodeModel(bytes)).rejects.toMatchObject({ code });
  });

  it("ends in a model or in an error of ours, however the bytes are damaged", async () => {
    for (const { bytes, how } of mutantsOf(encodeModel(withWeights(float32s([1, 2]))), 7)) {
      const ended = await decodeModel(bytes).then(
        () => "model",
        (cause: unknown) => (cause instanceof Error ? cause.name : "?"),
      );
      expect(["model", "BartizanError"], how).toContain(ended);
    }
  });
});

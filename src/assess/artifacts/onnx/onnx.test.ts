import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeMessage, type Written } from "../../../formats/protobuf/testing/write-message.ts";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf, type Beside } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const formats = [format, text];
const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, "fixtures", name));

const relu: Written = [
  1,
  [
    [1, "x"],
    [2, "y"],
    [3, "relu"],
    [4, "Relu"],
  ],
];
const model = (...graph: readonly Written[]): Uint8Array =>
  writeMessage([1, 8], [2, "by-hand"], [7, [relu, [2, "main"], ...graph]], [8, [[2, 17]]]);
const tensor = (name: string, ...more: readonly Written[]): Written => [
  5,
  [[1, 2], [2, 1], [8, name], ...more],
];
const external = (name: string, entries: Readonly<Record<string, string>>): Written =>
  tensor(
    name,
    ...Object.entries(entries).map(([key, value]): Written => [
      13,
      [
        [1, key],
        [2, value],
      ],
    ]),
    [14, 1],
  );
const outcome = async (bytes: Uint8Array, beside: Beside = {}): Promise<readonly string[]> =>
  outcomeOf(await examineBytes(bytes, formats, "model.onnx", beside));

describe("what exporters write is clean", () => {
  it.each(["linear.onnx", "tree.onnx"])("%s", async (name) => {
    const report = await examineBytes(fixture(name), formats, name);
    expect(outcomeOf(report)).toEqual(["clean"]);
    expect(report.bytesExamined).toBe(report.bytes);
    expect(report.facts["producer"]).toMatch(/\w/);
  });

  it("tensors inside, with their number", async () => {
    const report = await examineBytes(model(tensor("w", [9, new Uint8Array(8)])), formats);
    expect(outcomeOf(report)).toEqual(["clean"]);
    expect(report.facts).toMatchObject({ parameters: 2, operators: 1, opsets: "ai.onnx 17", irVersion: 8 });
  });

  it("tensors in a file beside it, shared ones too", async () => {
    const file = model(
      external("a", { location: "w.bin", offset: "0", length: "8" }),
      external("b", { location: "w.bin", offset: "16", length: "8" }),
      external("tied", { location: "w.bin", offset: "16", length: "8" }),
    );
    expect(await outcome(file, { "w.bin": new Uint8Array(24) })).toEqual(["clean"]);
  });

  it("an operator of a function in the model", async () => {
    const node: Written = [
      1,
      [
        [3, "n"],
        [4, "Mine"],
        [7, "pkg.own"],
      ],
    ];
    const file = Buffer.concat([
      model(node),
      writeMessage([
        25,
        [
          [1, "Mine"],
          [10, "pkg.own"],
          [7, [[4, "Relu"]]],
        ],
      ]),
    ]);
    expect(await outcome(file)).toEqual(["clean"]);
  });
});

describe("external data", () => {
  it.each([
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\x",
    "..\\x",
    "file:///etc/passwd",
    "a/%2e%2e/b",
    "~/x",
    "a\0/b",
  ])("at %j is unsafe", async (location) => {
    expect(await outcome(model(external("w", { location })))).toEqual(["unsafe", "onnx/external-path"]);
  });

  it("is looked for in graphs inside of nodes, in functions and in training", async () => {
    const bad = external("w", { location: "../w" });
    const inner: Written = [6, [[2, "then"], bad]];
    const branch: Written = [
      1,
      [
        [4, "If"],
        [5, [[1, "then_branch"], inner]],
      ],
    ];
    expect(await outcome(model(branch))).toEqual(["unsafe", "onnx/external-path"]);
    const inFunction = writeMessage([
      25,
      [
        [1, "f"],
        [7, branch[1]],
      ],
    ]);
    expect(await outcome(Buffer.concat([model(), inFunction]))).toContain("onnx/external-path");
    expect(await outcome(Buffer.concat([model(), writeMessage([20, [[1, [bad]]]])]))).toContain(
      "onnx/external-path",
    );
    const constant: Written = [
      1,
      [
        [4, "Constant"],
        [
          5,
          [
            [1, "value"],
            [5, bad[1]],
          ],
        ],
      ],
    ];
    expect(await outcome(model(constant))).toContain("onnx/external-path");
  });

  it("that is missing, beyond the file, shared in part, or unused by any tensor is told", async () => {
    const one = model(external("w", { location: "w.bin", offset: "0", length: "8" }));
    expect(await outcome(one)).toEqual(["incomplete", "onnx/external-data-missing"]);
    expect(await outcome(one, { "w.bin": new Uint8Array(4) })).toEqual(["unsafe", "onnx/external-range"]);
    expect(await outcome(one, { "w.bin": new Uint8Array(9).fill(7) })).toEqual([
      "incomplete",
      "onnx/external-unused",
      "artifact/unexplained-bytes",
    ]);
    const partly = model(
      external("a", { location: "w.bin", offset: "0", length: "8" }),
      external("b", { location: "w.bin", offset: "4", length: "8" }),
    );
    expect(await outcome(partly, { "w.bin": new Uint8Array(12) })).toContain("onnx/external-overlap");
    const negative = model(external("w", { location: "w.bin", offset: "-4", length: "8" }));
    expect(await outcome(negative, { "w.bin": new Uint8Array(12) })).toEqual([
      "unsafe",
      "onnx/external-range",
    ]);
  });
});

describe("operators", () => {
  const node = (operator: string, domain: string): Written => [
    1,
    [
      [3, "n"],
      [4, operator],
      [7, domain],
    ],
  ];
  it.each([
    ["Evil", "com.attacker.example", ["review", "onnx/custom-operator"]],
    ["EvilInTheStandard", "", ["review", "onnx/custom-operator"]],
    ["PyOp", "any", ["unsafe", "onnx/python-operator"]],
    ["FusedMatMul", "com.microsoft", ["clean"]],
    ["ZipMap", "ai.onnx.ml", ["clean"]],
  ])("%s of %j", async (operator, domain, expected) => {
    expect(await outcome(model(node(operator, domain)))).toEqual(expected);
  });
});

it("a tensor with too few bytes, and fields that the format does not have, are not clean", async () => {
  expect(await outcome(model(tensor("w", [9, new Uint8Array(7)])))).toEqual([
    "incomplete",
    "onnx/tensor-size",
  ]);
  expect(await outcome(Buffer.concat([model(), writeMessage([77, "hidden"])]))).toEqual([
    "incomplete",
    "artifact/unexplained-bytes",
  ]);
});

it("a model in printable bytes, among many unknown fields, is not taken for text", async () => {
  const name = (length: number): string => "n".repeat(length);
  // Lengths and keys below 0x80 and no zero byte: a reader of text has nothing to say against it.
  const location: Written = [
    13,
    [
      [1, "location"],
      [2, "../../etc/passwd"],
    ],
  ];
  const weights: Written = [5, [[8, name(40)], [14, 1], location]];
  const graph = writeMessage(
    [
      1,
      [
        [1, "x"],
        [2, "y"],
        [4, "Relu"],
      ],
    ],
    weights,
  );
  const junk = Array.from({ length: 5000 }, (): Written => [12, "    "]);
  const file = writeMessage(...junk, [1, 8], [7, graph]);
  expect(file.includes(0)).toBe(false);
  expect((await outcome(file))[0]).toBe("unsafe");
});

it("code in metadata is for a person to look at", async () => {
  const file = Buffer.concat([
    model(),
    writeMessage([
      14,
      [
        [1, "names"],
        [2, "__import__('os').system('echo inert')"],
      ],
    ]),
  ]);
  expect(await outcome(file)).toEqual(["review", "onnx/code-in-metadata"]);
});

it("damage is never clean where the parser broke off", async () => {
  await expectNoFalseClean(
    model(tensor("w", [9, new Uint8Array(8)]), external("a", { location: "w" })),
    formats,
    3,
  );
  await expectNoFalseClean(fixture("linear.onnx"), formats, 4);
});

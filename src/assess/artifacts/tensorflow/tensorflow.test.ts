import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeMessage, type Written } from "../../../formats/protobuf/testing/write-message.ts";
import { format as metadata } from "../keras-metadata/format.ts";
import { format as checkpoint } from "../tensorflow-checkpoint/format.ts";
import { format as fingerprint } from "../tensorflow-fingerprint/format.ts";
import { format as asText } from "../tensorflow-text/format.ts";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf, type Beside } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const formats = [format, metadata, checkpoint, fingerprint, asText, text];
const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, "fixtures", name));
const outcome = async (
  bytes: Uint8Array,
  name = "saved_model.pb",
  beside: Beside = {},
): Promise<readonly string[]> => outcomeOf(await examineBytes(bytes, formats, name, beside));

const node = (operator: string, name: string, ...more: readonly Written[]): Written => [
  1,
  [[1, name], [2, operator], ...more],
];
const constant = (name: string, value: string): Written =>
  node("Const", name, [
    5,
    [
      [1, "value"],
      [
        2,
        [
          [
            8,
            [
              [1, 7],
              [8, value],
            ],
          ],
        ],
      ],
    ],
  ]);
const saved = (...graph: readonly Written[]): Uint8Array =>
  writeMessage(
    [1, 1],
    [
      2,
      [
        [1, [[5, "2.21.0"]]],
        [2, [node("Placeholder", "x"), ...graph]],
      ],
    ],
  );
const inFunction = (...nodes: readonly Written[]): Written => [
  2,
  [[1, [[1, [[1, "f"]]], ...nodes.map(([, value]): Written => [3, value])]]],
];

describe("what TensorFlow saves is clean", () => {
  it("a SavedModel with its variables and fingerprint", async () => {
    const report = await examineBytes(fixture("counter/saved_model.pb"), formats, "saved_model.pb");
    expect(outcomeOf(report)).toEqual(["clean"]);
    expect(report.bytesExamined).toBe(report.bytes);
    expect(report.facts["producer"]).toMatch(/^tensorflow 2/);
    expect(await outcome(fixture("counter/fingerprint.pb"), "fingerprint.pb")).toEqual(["clean"]);
  });

  it("variables are explained by their index, and not without the data", async () => {
    const data = fixture("counter/variables/variables.data-00000-of-00001");
    const index = fixture("counter/variables/variables.index");
    const beside = { "variables.data-00000-of-00001": data };
    expect(await outcome(index, "variables.index", beside)).toEqual(["clean"]);
    expect(await outcome(index, "variables.index")).toEqual([
      "incomplete",
      "tensorflow-checkpoint/data-missing",
    ]);
    const longer = { "variables.data-00000-of-00001": Buffer.concat([data, Buffer.from("more")]) };
    expect(await outcome(index, "variables.index", longer)).toEqual([
      "incomplete",
      "tensorflow-checkpoint/range",
      "artifact/unexplained-bytes",
    ]);
  });

  it("a graph by itself, and calls of functions in its library", async () => {
    const calls = node("f", "call");
    expect(await outcome(saved(calls, inFunction(node("Identity", "y"))))).toEqual(["clean"]);
    expect(
      await outcome(writeMessage(node("Placeholder", "x"), node("Identity", "y", [3, "x"])), "frozen.pb"),
    ).toEqual(["clean"]);
  });
});

describe("operators that do harm", () => {
  it.each([
    ["PyFunc", "tensorflow/python-operator"],
    ["EagerPyFunc", "tensorflow/python-operator"],
    ["ReadFile", "tensorflow/file-operator"],
    ["WriteFile", "tensorflow/file-operator"],
    ["ImmutableConst", "tensorflow/file-operator"],
    ["DebugIdentityV2", "tensorflow/file-operator"],
  ])("%s, in the graph and in a function", async (operator, rule) => {
    expect(await outcome(saved(node(operator, "n")))).toEqual(["unsafe", rule]);
    expect(await outcome(saved(inFunction(node(operator, "n"))))).toEqual(["unsafe", rule]);
    expect(await outcome(writeMessage(node(operator, "n")), "frozen.pb")).toEqual(["unsafe", rule]);
  });

  it("as the real library writes them", async () => {
    expect(await outcome(fixture("reader/saved_model.pb"))).toEqual([
      "unsafe",
      "tensorflow/file-operator",
      "tensorflow/outside-path",
    ]);
  });

  it("operators of nobody known are for a person to look at", async () => {
    expect(await outcome(saved(node("EvilOp", "n")))).toEqual(["review", "tensorflow/custom-operator"]);
  });
});

describe("files", () => {
  it("that a saver is given by a constant outside of the model", async () => {
    const save = node("SaveV2", "save", [3, "joined:0"], [3, "names"]);
    const joined = node("StringJoin", "joined", [3, "folder"], [3, "part"]);
    const parts = [joined, save, constant("part", "/part"), constant("names", "a")];
    expect(
      await outcome(saved(...parts.slice(0, 2), constant("folder", "model"), constant("names", "a"))),
    ).toEqual(["clean"]);
    expect(await outcome(saved(...parts, constant("folder", "/root/.ssh")))).toEqual([
      "unsafe",
      "tensorflow/outside-path",
    ]);
    const remote = node("RestoreV2", "r", [3, "c"]);
    expect(await outcome(saved(remote, constant("c", "gs://attacker-example/x")))).toEqual([
      "unsafe",
      "tensorflow/outside-path",
    ]);
  });

  it("that are assets outside of the folder, and printing to a file", async () => {
    const asset = writeMessage(
      [1, 1],
      [
        2,
        [
          [2, [node("Placeholder", "x")]],
          [6, [[2, "../../etc/passwd"]]],
        ],
      ],
    );
    expect(await outcome(asset)).toEqual(["unsafe", "tensorflow/outside-path"]);
    const print = node("PrintV2", "p", [
      5,
      [
        [1, "output_stream"],
        [2, [[2, "file:///tmp/x"]]],
      ],
    ]);
    expect(await outcome(saved(print))).toEqual(["unsafe", "tensorflow/file-operator"]);
  });
});

const lambda = JSON.stringify({
  class_name: "Lambda",
  config: { function: ["4wEA", null, null], function_type: "lambda" },
});

it("configurations of Keras beside the graph are judged", async () => {
  const objects: Written = [
    7,
    [
      [
        1,
        [
          [
            4,
            [
              [1, "_tf_keras_layer"],
              [3, lambda],
            ],
          ],
        ],
      ],
    ],
  ];
  const model = writeMessage([1, 1], [2, [[2, [node("Placeholder", "x")]], objects]]);
  expect(await outcome(model)).toContain("keras-config/lambda");
  const kept = writeMessage([
    1,
    [
      [2, 0],
      [3, "root"],
      [4, "_tf_keras_model"],
      [5, lambda],
    ],
  ]);
  expect(await outcome(kept, "keras_metadata.pb")).toEqual(["unsafe", "keras-config/lambda"]);
});

it("a graph in text form is not taken for text", async () => {
  const graph = Buffer.from(
    'saved_model_schema_version: 1\nmeta_graphs {\n  graph_def {\n    node {\n op: "PyFunc" } } }\n',
  );
  expect((await outcome(graph, "saved_model.pbtxt"))[0]).toBe("unsafe");
  expect((await outcome(Buffer.from('node {\n  name: "x"\n  op: "PyFunc"\n}\n')))[0]).toBe("unsafe");
  expect(await outcome(Buffer.from("We speak of node_def and of meta_graphs here.\n"), "notes.txt")).toEqual([
    "clean",
  ]);
});

it("damage is never clean where the parser broke off", async () => {
  await expectNoFalseClean(saved(node("SaveV2", "s", [3, "c"]), constant("c", "x")), formats, 9);
  await expectNoFalseClean(fixture("counter/saved_model.pb"), formats, 10);
  await expectNoFalseClean(fixture("counter/variables/variables.index"), formats, 11);
  await expectNoFalseClean(fixture("counter/fingerprint.pb"), formats, 12);
});

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { graphDefPlan, savedModelPlan } from "../../../formats/index.ts";
import { writeMessage, type Written } from "../../../formats/protobuf/testing/write-message.ts";
import { writeText } from "../../../formats/protobuf-text/testing/write-text.ts";
import { examineBytes, isClean, rulesOf, wronglyPassed } from "../testing/examine-bytes.ts";

const folder = new URL("../tensorflow/fixtures/", import.meta.url);
const constant = (name: string, text: string): Written => [
  1,
  [
    [1, name],
    [2, "Const"],
    [
      5,
      [
        [1, "value"],
        [2, [[8, [[8, text]]]]],
      ],
    ],
  ],
];
const node = (operator: string, name: string, ...more: readonly Written[]): Written => [
  1,
  [[1, name], [2, operator], ...more],
];
const model = (...graph: readonly Written[]): readonly Written[] => [
  [1, 1],
  [
    2,
    [
      [1, [[5, "2.21.0"]]],
      [2, [node("Placeholder", "x"), ...graph]],
    ],
  ],
];
const config = JSON.stringify({ class_name: "Lambda", config: { function: { class_name: "__lambda__" } } });
const withObject: readonly Written[] = [
  [1, 1],
  [
    2,
    [
      [1, [[5, "2.21.0"]]],
      [2, [node("Placeholder", "x")]],
      [
        7,
        [
          [
            1,
            [
              [
                4,
                [
                  [1, "_tf_keras_layer"],
                  [3, config],
                ],
              ],
            ],
          ],
        ],
      ],
    ],
  ],
];

describe("a graph as text is judged as the binary form is", () => {
  it.each<readonly [string, readonly Written[]]>([
    ["a harmless model", model(node("Identity", "y", [3, "x"]))],
    ["a call into Python", model(node("PyFunc", "y"))],
    ["a file that is written", model(node("WriteFile", "y", [3, "c"]), constant("c", "/etc/cron.d/x"))],
    ["an operator nobody knows", model(node("Evil>Op", "y"))],
    ["a path outside", model(node("SaveV2", "s", [3, "c"]), constant("c", "../../x"))],
    ["a Lambda among the saved objects", withObject],
    [
      "an operator in a function",
      model([
        2,
        [
          [
            1,
            [
              [1, [[1, "f"]]],
              [
                3,
                [
                  [1, "n"],
                  [2, "EagerPyFunc"],
                ],
              ],
            ],
          ],
        ],
      ]),
    ],
  ])("%s", async (_, fields) => {
    const binary = await examineBytes(writeMessage(...fields), "saved_model.pb");
    const text = await examineBytes(Buffer.from(writeText(savedModelPlan, fields)), "saved_model.pbtxt");
    expect([text.format, text.verdict, ...rulesOf(text)]).toEqual([
      "tensorflow-text",
      binary.verdict,
      ...rulesOf(binary),
    ]);
    expect(text.bytesExamined).toBe(text.bytes);
  });

  it("also one that TensorFlow wrote", async () => {
    const text = gunzipSync(readFileSync(new URL("reader.pbtxt.gz", folder)));
    const binary = await examineBytes(
      readFileSync(new URL("reader/saved_model.pb", folder)),
      "saved_model.pb",
    );
    const report = await examineBytes(text, "saved_model.pbtxt");
    expect([report.verdict, ...rulesOf(report)]).toEqual([binary.verdict, ...rulesOf(binary)]);
    expect(report.facts).toEqual(binary.facts);
    expect(report.bytesExamined).toBe(report.bytes);
  });
});

describe("whatever it is called and however it begins", () => {
  const call = '{ name: "x" op: "PyFunc" }';
  it.each([
    `node ${call}`,
    `node: ${call}`,
    `node <name: "x" op: 'Py' "Func">`,
    `  # a comment\n\tnode\n# another\n:[${call}]`,
    `versions { producer: 1 } node ${call}`,
    `version: 3 library { } node ${call}`,
    `node {} node ${call}`,
    `graph_def { node ${call} }`,
    `meta_graphs: [{ graph_def { node ${call} } }]`,
  ])("%s", async (text) => {
    const report = await examineBytes(Buffer.from(text), "notes.txt");
    expect(report.verdict).toBe("unsafe");
    expect(rulesOf(report)).toContain("tensorflow/python-operator");
  });

  it.each([
    "We speak of node_def and of meta_graphs here: node { and so on.\n",
    'node("linux") {\n  stage("build") { sh "make" }\n}\n',
    "node {\n  stage('build') {\n    sh 'make'\n  }\n}\n",
    "version: 3\nservices:\n  node:\n    image: example\n",
    'item {\n  name: "cat"\n  id: 1\n}\n',
  ])("other texts are not taken for one: %s", async (text) => {
    expect((await examineBytes(Buffer.from(text), "notes.txt")).format).not.toBe("tensorflow-text");
  });

  it("a field that TensorFlow has not is incomplete, and a file that breaks off", async () => {
    const known = writeText(graphDefPlan, [node("Identity", "y")]);
    expect(isClean(await examineBytes(Buffer.from(known), "graph.pbtxt"))).toBe(true);
    for (const broken of [`${known}novel { a: 1 }`, `${known}node {`, `${known}node { name: 3 }`])
      expect((await examineBytes(Buffer.from(broken), "graph.pbtxt")).verdict).toBe("incomplete");
    expect((await examineBytes(Buffer.from("x: 1"), "a/saved_model.pbtxt")).verdict).toBe("incomplete");
  });

  it("no damaged copy passes with something unexplained, and no parser fails", async () => {
    const file = writeText(savedModelPlan, model(node("Identity", "y"), constant("c", 'a"\n')));
    expect(await wronglyPassed(Buffer.from(file), 12)).toEqual([]);
  });
});

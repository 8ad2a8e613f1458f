import { describe, expect, it } from "vitest";
import { writeMessage, type Written } from "../../../formats/protobuf/testing/write-message.ts";
import { format as onnx } from "../onnx/format.ts";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const formats = [format, onnx, text];
const model = (...type: Written[]): Uint8Array => writeMessage([1, 4], [2, [[1, "x"]]], ...type);
const outcome = async (bytes: Uint8Array) => outcomeOf(await examineBytes(bytes, formats, "model.mlmodel"));
const layer = (...parts: Written[]): Written => [1, [[1, "dense"], ...parts]];
const own: Written = [500, [[10, "MyLayer"]]];

describe("a Core ML model", () => {
  it.each<[string, Uint8Array, readonly string[]]>([
    ["of a network", model([500, [layer([140, [[1, 3]]])]]), ["clean"]],
    ["of trees", model([402, [[1, "x"]]]), ["clean"]],
    ["with a layer of somebody's own", model([500, [layer(own)]]), ["review", "coreml/custom-code"]],
    [
      "with one in a branch",
      model([500, [layer([605, [[1, [layer(own)]]]])]]),
      ["review", "coreml/custom-code"],
    ],
    ["that is a class of somebody's own", model([555, [[10, "Mine"]]]), ["review", "coreml/custom-code"]],
    [
      "in a pipeline",
      model([
        202,
        [
          [
            1,
            [
              [1, 4],
              [555, [[10, "Mine"]]],
            ],
          ],
        ],
      ]),
      ["review", "coreml/custom-code"],
    ],
    ["in another file", model([556, [[1, [[1, [[1, "other"]]]]]]]), ["review", "coreml/linked-model"]],
    ["that is a program", model([502, [[1, 1]]]), ["incomplete", "artifact/not-readable-to-the-end"]],
  ])("%s", async (_, bytes, expected) => {
    expect(await outcome(bytes)).toEqual(expected);
  });

  it("damaged, never crashes", () => expectNoFalseClean(model([500, [layer(own)]]), formats, 24));
});

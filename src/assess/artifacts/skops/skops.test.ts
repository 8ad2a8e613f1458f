import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../contracts/index.ts";
import { format as huggingface } from "../huggingface-config/format.ts";
import { format as json } from "../json/format.ts";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const formats = [format, json, text];
const outcome = async (schema: JsonValue): Promise<readonly string[]> =>
  outcomeOf(await examineBytes(Buffer.from(JSON.stringify(schema)), formats, "schema.json"));
const node = (module: string, name: string, loader: string, content: JsonValue = {}): JsonValue => ({
  __class__: name,
  __module__: module,
  __loader__: loader,
  content,
});
const model = (inner: JsonValue): JsonValue => ({
  ...(node(
    "sklearn.pipeline",
    "Pipeline",
    "ObjectNode",
    node("builtins", "dict", "DictNode", inner),
  ) as object),
  protocol: 2,
  _skops_version: "0.16.0",
});

describe("a schema", () => {
  it.each<[string, JsonValue, readonly string[]]>([
    ["of scikit-learn", node("numpy", "ndarray", "NdArrayNode", {}), ["clean"]],
    ["with a function of numpy", node("numpy", "log1p", "FunctionNode", {}), ["clean"]],
    ["with os.system", node("os", "system", "FunctionNode"), ["unsafe", "skops/harmful-type"]],
    ["with eval", node("builtins", "eval", "TypeNode"), ["unsafe", "skops/harmful-type"]],
    [
      "with a type of somebody's own",
      node("mine", "Thing", "ObjectNode"),
      ["review", "skops/untrusted-type"],
    ],
    [
      "with an operator that is none",
      node("sklearn.tree", "Tree", "OperatorFuncNode"),
      ["unsafe", "skops/loader-mismatch"],
    ],
    [
      "with a method reached through others",
      node("sklearn.base", "X", "MethodNode", { func: "fit.__globals__" }),
      ["unsafe", "skops/loader-mismatch"],
    ],
    [
      "with a file elsewhere",
      { ...(node("numpy", "ndarray", "NdArrayNode") as object), file: "../x.npy" },
      ["unsafe", "skops/outside-path"],
    ],
  ])("%s", async (_, inner, expected) => {
    expect(await outcome(model(inner))).toEqual(expected);
  });

  it.each([
    ["too large", " ".repeat(32_000_000), ""],
    ["too deep", "", `${"[".repeat(600)}${"]".repeat(600)}`],
  ])("that is %s to be read is incomplete", async (_, space, nested) => {
    const schema = JSON.stringify(model(node("os", "system", "FunctionNode")));
    const text = `${schema.slice(0, -1)}${nested === "" ? "" : `,"more":${nested}`}${space}}`;
    expect((await examineBytes(Buffer.from(text), formats, "schema.json")).verdict).toBe("incomplete");
  });

  it("that passes for the configuration of another framework is judged all the same", async () => {
    const both = { ...(model(node("os", "system", "FunctionNode")) as object), model_type: "llama" };
    const report = await examineBytes(Buffer.from(JSON.stringify(both)), [huggingface, ...formats]);
    expect(outcomeOf(report)).toEqual(["unsafe", "skops/harmful-type"]);
  });

  it("damaged, never crashes", async () => {
    await expectNoFalseClean(
      Buffer.from(JSON.stringify(model(node("os", "system", "FunctionNode")))),
      formats,
      13,
    );
  });
});

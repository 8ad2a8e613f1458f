import { describe, expect, it } from "vitest";
import { format as json } from "../json/format.ts";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const formats = [format, json, text];
const outcome = async (yaml: string): Promise<readonly string[]> =>
  outcomeOf(await examineBytes(Buffer.from(yaml), formats, "MLmodel"));

const sklearn = `artifact_path: model
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    predict_fn: predict
    python_version: 3.11.7
  sklearn:
    code: null
    pickled_model: model.pkl
    serialization_format: cloudpickle
mlflow_version: 3.1.0
`;

describe("what an MLmodel says", () => {
  it.each([
    ["as MLflow writes it", sklearn, ["clean"]],
    ["with code beside it", sklearn.replace("code: null", "code: code"), ["review", "mlflow/code"]],
    [
      "with a script",
      sklearn.replace("predict_fn: predict", "model_code_path: model.py"),
      ["review", "mlflow/code"],
    ],
    [
      "with a loader of somebody's own",
      sklearn.replace("mlflow.sklearn", "evil_loader"),
      ["review", "mlflow/loader-module"],
    ],
    [
      "with a path that leaves",
      sklearn.replace("model_path: model.pkl", "data: ../../../etc"),
      ["unsafe", "mlflow/outside-path"],
    ],
    [
      "in the form of JSON",
      '{"flavors": {"python_function": {"loader_module": "evil", "data": "x"}}}',
      ["review", "mlflow/loader-module"],
    ],
    ["of another file", "a: 1\nflavors: none\n", ["clean"]],
  ])("%s", async (_, yaml, expected) => {
    expect(await outcome(yaml)).toEqual(expected);
  });

  it.each([
    ["with a tag", `${sklearn}x: !!python/name:os.system ""\n`, "unsafe"],
    ["with a tag nobody knows", `${sklearn}x: !mine 1\n`, "incomplete"],
    ["with a name twice", `${sklearn}mlflow_version: 2\n`, "incomplete"],
    ["larger than is read", `${sklearn}#${" ".repeat(1_000_000)}\n`, "incomplete"],
  ])("that no plain reader of YAML takes is not passed over: %s", async (_, yaml, verdict) => {
    expect((await outcome(yaml))[0]).toBe(verdict);
  });

  it("damaged, never crashes", async () => {
    await expectNoFalseClean(Buffer.from(sklearn), formats, 14);
  });
});

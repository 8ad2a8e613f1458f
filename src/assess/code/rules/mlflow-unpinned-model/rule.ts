import { stringOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { takesUnpinned } from "../../mechanisms/model-sources.ts";

const moving = /^models:\/+[^/@]{1,200}(?:\/(?:latest|Production|Staging|None|Archived)|@[\w-]{1,100})?$/i;

export const rule: CodeRule = {
  ...takesUnpinned,
  id: "mlflow-unpinned-model",
  title: "Whatever model a registry calls the current one is loaded, and a model brings code",
  severity: "low",
  effect: "note",
  languages: ["python"],
  atlas: ["AML.T0010.003"],
  remedy:
    'Name the version that was tested: `mlflow.pyfunc.load_model("models:/fraud/12")`, and let only the release job register versions.',
  check: dangerousCalls([
    {
      calls: ["mlflow.*.load_model", "mlflow.pyfunc.spark_udf", "mlflow.artifacts.download_artifacts"],
      argument: ["model_uri", 0],
      when: (value) => moving.test(stringOf(value) ?? ""),
      says: "Who may move the stage or the alias decides which pickled Python function runs here.",
    },
  ]),
};

import { isTrue, type CodeRule } from "../../contract/index.ts";
import { answersEverybody } from "../../mechanisms/exposed-server.ts";

const frameworks = [
  "torch",
  "tensorflow",
  "keras",
  "transformers",
  "sklearn",
  "onnxruntime",
  "openai",
  "anthropic",
  "langchain",
  "joblib",
  "vllm",
  "llama_cpp",
  "sentence_transformers",
  "xgboost",
  "lightgbm",
];

export const rule: CodeRule = {
  ...answersEverybody,
  id: "debug-model-server",
  title: "A server in front of a model runs with its debugger on",
  severity: "high",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-489", "CWE-94"],
  atlas: ["AML.T0049", "AML.T0050"],
  owasp: ["ML05:2023", "A05:2021"],
  remedy: "Start it with a server for production: `gunicorn app:app`, and leave `debug` out of `app.run()`.",
  check(file, report): void {
    if (file.isTest || !frameworks.some((name) => file.uses(name))) return;
    for (const call of file.callsTo(
      "flask.Flask().run",
      "quart.Quart().run",
      "sanic.Sanic().run",
      "dash.Dash().run",
      "dash.Dash().run_server",
      "aiohttp.web.run_app",
    ))
      if (isTrue(call.argument("debug")))
        report(
          call,
          "The debugger of Werkzeug runs Python for whoever gets past its PIN, and its pages show settings and keys.",
        );
  },
};

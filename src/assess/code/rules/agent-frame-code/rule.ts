import { isNone, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

export const rule: CodeRule = {
  id: "agent-frame-code",
  title: "Questions about a table are answered by running code that a model writes",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-94"],
  atlas: ["AML.T0050"],
  owasp: ["LLM05:2025", "ASI05:2026"],
  remedy:
    "Put the table into a database and let the model ask it with an account that can only read, or run the code in a container: `PythonExecutor` of your sandbox. Never beside the secrets of the service.",
  check: dangerousCalls([
    {
      calls: [
        "langchain**.create_pandas_dataframe_agent",
        "langchain**.create_csv_agent",
        "langchain**.create_spark_dataframe_agent",
        "langchain**.create_xorbits_agent",
      ],
      says: "The agent works by running Python of the model in this process.",
    },
    {
      calls: [
        "llama_index**.PandasQueryEngine",
        "llama_index**.PandasInstructionParser",
        "llama_index**.PolarsQueryEngine",
      ],
      says: "The engine evaluates an expression that the model writes; its checks are not a sandbox.",
    },
    {
      calls: ["pandasai.SmartDataframe", "pandasai.SmartDatalake", "pandasai.Agent"],
      argument: "sandbox",
      when: (sandbox) => sandbox === undefined || isNone(sandbox),
      says: "Without a sandbox the code of the model runs in this process.",
    },
  ]),
};

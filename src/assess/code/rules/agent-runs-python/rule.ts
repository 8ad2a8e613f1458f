import { stringOf, itemsOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

export const rule: CodeRule = {
  id: "agent-runs-python",
  title: "An agent is given an interpreter in this process",
  severity: "critical",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-94"],
  atlas: ["AML.T0050", "AML.T0053"],
  owasp: ["LLM06:2025", "ASI05:2026"],
  remedy:
    "Let the code run where it can do no harm: `E2BDataAnalysisTool`, a container without network, or Pyodide. Or give tools for the few things that are needed: `@tool def mean(column: str) -> float:`.",
  check: dangerousCalls([
    {
      calls: [
        "langchain**.PythonREPLTool",
        "langchain**.PythonAstREPLTool",
        "langchain**.PythonREPL",
        "langchain**.create_python_agent",
      ],
      says: "What the model writes is run by `exec` in this process, with its files, its secrets and its network.",
    },
    {
      calls: ["langchain**.load_tools"],
      argument: ["tool_names", 0],
      when: (names) => itemsOf(names).some((name) => (stringOf(name) ?? "").startsWith("python_repl")),
      says: "`python_repl` runs what the model writes in this process.",
    },
    {
      calls: ["llama_index**.CodeInterpreterToolSpec"],
      says: "The tool runs what the model writes in a Python process of this machine, without any sandbox.",
    },
  ]),
};

import { stringOf, itemsOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

/** Whoever may import one of these may do everything. */
const reaching =
  /^(?:\*|os|sys|subprocess|shutil|builtins|importlib|ctypes|socket|pty|multiprocessing)(?:\.\*)?$/;

export const rule: CodeRule = {
  id: "smolagents-open-imports",
  title: "Code of the model may import what reaches the system",
  severity: "critical",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-94", "CWE-693"],
  atlas: ["AML.T0050"],
  owasp: ["LLM06:2025", "ASI05:2026"],
  remedy:
    'Name the few modules it needs (`additional_authorized_imports=["math", "statistics"]`) and run the code elsewhere: `CodeAgent(…, executor_type="docker")`.',
  check: dangerousCalls([
    {
      calls: [
        "smolagents.CodeAgent",
        "smolagents.LocalPythonExecutor",
        "smolagents**.LocalPythonExecutor",
        "smolagents.PythonInterpreterTool",
      ],
      argument: ["additional_authorized_imports", -1],
      when: (_, call) => {
        const list =
          call.argument("additional_authorized_imports") ??
          call.argument("authorized_imports") ??
          (call.method === "LocalPythonExecutor" ? call.argument("", 0) : undefined);
        const remote = stringOf(call.argument("executor_type"));
        if (remote !== undefined && remote !== "local") return false;
        return itemsOf(list).some((item) => reaching.test(stringOf(item) ?? ""));
      },
      says: "With these imports the interpreter holds nothing back: files, processes and network of this machine are open to the model.",
    },
  ]),
};

import { isFalse, stringOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

export const rule: CodeRule = {
  id: "crewai-unsafe-code",
  title: "A CrewAI agent runs its code in this process",
  severity: "critical",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-94"],
  atlas: ["AML.T0050"],
  owasp: ["LLM06:2025", "ASI05:2026"],
  remedy:
    "Leave `code_execution_mode` out (the code then runs in Docker), or better give the agent a tool of a sandbox service and no `allow_code_execution` at all.",
  check: dangerousCalls([
    {
      calls: ["crewai.Agent"],
      argument: "code_execution_mode",
      when: (mode, call) => stringOf(mode) === "unsafe" && !isFalse(call.argument("allow_code_execution")),
      says: '`code_execution_mode="unsafe"` runs what the model writes here, not in a container.',
    },
    {
      calls: ["crewai_tools.CodeInterpreterTool", "crewai_tools**.CodeInterpreterTool"],
      argument: "unsafe_mode",
      says: "`unsafe_mode=True` runs what the model writes here, not in a container.",
    },
  ]),
};

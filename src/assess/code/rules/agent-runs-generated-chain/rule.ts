import type { CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

export const rule: CodeRule = {
  id: "agent-runs-generated-chain",
  title: "A chain runs the program that a model writes as its answer",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-94", "CWE-95"],
  atlas: ["AML.T0050"],
  owasp: ["LLM05:2025", "ASI05:2026"],
  remedy:
    "Let the model call a tool for arithmetic instead of writing programs: `@tool def multiply(a: float, b: float) -> float:`.",
  check: dangerousCalls([
    {
      calls: [
        "langchain**.PALChain",
        "langchain**.PALChain.*",
        "langchain**.CPALChain",
        "langchain**.CPALChain.*",
        "langchain**.VectorSQLDatabaseChain.from_llm",
      ],
      says: "The chain runs what the model wrote in this process; its validation can be got round.",
    },
    {
      calls: ["langchain**.LLMSymbolicMathChain", "langchain**.LLMSymbolicMathChain.*"],
      says: "`sympify` evaluates what the model writes as Python.",
    },
  ]),
};

import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-output-to-dispatch",
  title: "What a model wrote chooses the function that is called, among everything there is",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-470"],
  atlas: ["AML.T0053"],
  owasp: ["LLM06:2025", "ASI02:2026"],
  remedy:
    'Look the name up in a table of the functions meant: `TOOLS = {"search": search}`, `TOOLS[name](**arguments)`.',
  flow: { from: ["model-output"], to: ["tool"] },
};

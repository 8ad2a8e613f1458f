import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "secret-to-prompt",
  title: "A secret is sent to a model",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-200", "CWE-522"],
  atlas: ["AML.T0057"],
  owasp: ["LLM02:2025"],
  remedy:
    "Leave the secret out of what the model reads; the tool that needs it takes it from the environment when it is called.",
  flow: { from: ["secret"], to: ["prompt-system", "prompt-user"], clearedBy: ["redacted"] },
};

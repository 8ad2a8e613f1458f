import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "personal-data-to-prompt",
  title: "Personal data are sent to a model",
  severity: "medium",
  effect: "review",
  confidence: "low",
  languages: ["python", "javascript"],
  cwe: ["CWE-359"],
  atlas: ["AML.T0057"],
  owasp: ["LLM02:2025"],
  remedy:
    "Send only what the task needs, and replace the rest before: `redact(text)`, an id in place of the person.",
  flow: { from: ["personal-data"], to: ["prompt-system", "prompt-user"], clearedBy: ["redacted"] },
};

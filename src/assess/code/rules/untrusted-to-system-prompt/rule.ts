import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "untrusted-to-system-prompt",
  title: "Text from outside becomes part of the system prompt",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-1427"],
  atlas: ["AML.T0051.000"],
  owasp: ["LLM01:2025"],
  remedy:
    'Keep the system prompt constant and send what comes from outside as a message of the user: `{"role": "user", "content": question}`.',
  flow: {
    from: ["user-input", "retrieved", "tool-result", "untrusted-file"],
    to: ["prompt-system"],
    clearedBy: ["guard", "operator"],
  },
};

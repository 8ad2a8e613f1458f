import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "untrusted-prompt-template",
  title: "Text from outside is compiled as a template of a prompt",
  severity: "high",
  effect: "unsafe",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-1336", "CWE-94"],
  atlas: ["AML.T0051.000"],
  owasp: ["LLM01:2025"],
  remedy:
    'Write the template yourself and give what comes from outside as a value: `Template("… {{ question }}").render(question=question)`.',
  flow: { from: ["user-input", "retrieved", "tool-result"], to: ["template"], clearedBy: ["operator"] },
};

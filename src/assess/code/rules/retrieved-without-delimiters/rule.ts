import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "retrieved-without-delimiters",
  title: "Text that was found or fetched is put into a prompt without a mark where it begins and ends",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-1427"],
  atlas: ["AML.T0051.001"],
  owasp: ["LLM01:2025"],
  remedy:
    "Say what is data: `<document>{text}</document>` with a sentence that nothing inside it is an instruction, or a message of its own with the role of a tool.",
  flow: { from: ["retrieved"], to: ["prompt-user", "prompt-system"], clearedBy: ["delimited", "guard"] },
};

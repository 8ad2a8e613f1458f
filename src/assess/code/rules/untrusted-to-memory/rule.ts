import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "untrusted-to-memory",
  title: "What a document or a tool says is remembered for good",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-349", "CWE-1427"],
  atlas: ["AML.T0080.000", "AML.T0070"],
  owasp: ["ASI06:2026", "LLM04:2025"],
  remedy:
    'Remember what the person said and you have checked, with its origin: `memory.add(question, user_id=user.id, metadata={"source": "user"})`; pages, mails and results of tools stay in this conversation.',
  flow: { from: ["retrieved", "tool-result", "untrusted-file"], to: ["memory"], clearedBy: ["guard"] },
};

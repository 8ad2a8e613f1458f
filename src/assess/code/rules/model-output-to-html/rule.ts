import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-output-to-html",
  title: "What a model wrote is put into a page as HTML",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-79"],
  atlas: ["AML.T0051"],
  owasp: ["LLM05:2025"],
  remedy:
    "Let the framework escape it (`{answer}`, `textContent`), or clean it: `DOMPurify.sanitize(html)`, `bleach.clean(html)`.",
  flow: { from: ["model-output"], to: ["html"], clearedBy: ["html"] },
};

import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-output-to-url",
  title: "What a model wrote chooses the address that is fetched",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-918"],
  atlas: ["AML.T0051"],
  owasp: ["LLM05:2025", "ASI02:2026"],
  remedy:
    "Compare the host with a list of those allowed before fetching, and refuse private addresses: `if urlsplit(url).hostname not in ALLOWED_HOSTS: raise ValueError(url)`.",
  flow: { from: ["model-output"], to: ["url"], clearedBy: ["url"] },
};

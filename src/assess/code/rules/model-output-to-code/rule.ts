import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-output-to-code",
  title: "What a model wrote is run as code",
  severity: "critical",
  effect: "unsafe",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-94", "CWE-95"],
  atlas: ["AML.T0050", "AML.T0051"],
  owasp: ["LLM05:2025", "ASI05:2026"],
  remedy:
    "Ask for data and not for code: parse the answer with `json.loads` against a schema and choose among functions of your own. Where code must be run, run it in a sandbox without network and secrets.",
  flow: { from: ["model-output"], to: ["code"] },
};

import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-output-to-path",
  title: "What a model wrote chooses the file that is opened",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-22"],
  atlas: ["AML.T0051"],
  owasp: ["LLM05:2025", "ASI02:2026"],
  remedy:
    "Resolve it below one folder and refuse what leaves it: `path = (ROOT / name).resolve(); path.relative_to(ROOT)`, or take `os.path.basename(name)`.",
  flow: { from: ["model-output"], to: ["path"], clearedBy: ["path"] },
};

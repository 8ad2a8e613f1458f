import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-output-to-shell",
  title: "What a model wrote is run as a command",
  severity: "critical",
  effect: "unsafe",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-78"],
  atlas: ["AML.T0050"],
  owasp: ["LLM05:2025", "ASI05:2026"],
  remedy:
    'Choose among commands of your own and give the answer as one argument without a shell: `subprocess.run(["git", "log", "--", path])`. Let a person approve what is left.',
  flow: { from: ["model-output"], to: ["shell"] },
};

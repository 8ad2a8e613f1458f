import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-output-to-template",
  title: "What a model wrote is compiled as a template",
  severity: "high",
  effect: "unsafe",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-1336"],
  atlas: ["AML.T0050"],
  owasp: ["LLM05:2025"],
  remedy: 'Give it to a fixed template as a value: `env.get_template("answer.html").render(answer=answer)`.',
  flow: { from: ["model-output"], to: ["template"] },
};

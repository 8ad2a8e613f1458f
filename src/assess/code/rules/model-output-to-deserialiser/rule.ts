import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-output-to-deserialiser",
  title: "What a model wrote is deserialised into objects",
  severity: "critical",
  effect: "unsafe",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-502"],
  atlas: ["AML.T0050"],
  owasp: ["LLM05:2025"],
  remedy: "Parse it as data: `json.loads(answer)` against a schema, or `yaml.safe_load(answer)`.",
  flow: { from: ["model-output"], to: ["deserialiser"] },
};

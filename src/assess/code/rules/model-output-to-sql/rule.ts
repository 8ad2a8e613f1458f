import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-output-to-sql",
  title: "What a model wrote is run as SQL",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-89"],
  atlas: ["AML.T0051"],
  owasp: ["LLM05:2025"],
  remedy:
    'Let the model give values and not statements, and bind them: `cursor.execute("… where id = ?", (value,))`. Where it must write SQL, use a role that can only read the tables meant.',
  flow: { from: ["model-output"], to: ["sql"] },
};

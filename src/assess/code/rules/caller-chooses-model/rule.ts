import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "caller-chooses-model",
  title: "Whoever calls the service chooses the model, its tools or its address",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-915", "CWE-918"],
  atlas: ["AML.T0034"],
  owasp: ["LLM10:2025", "LLM06:2025"],
  remedy:
    'Choose from a list of your own: `MODELS = {"fast": "gpt-4o-mini", "good": "gpt-4o"}` and `model=MODELS[choice]`; tools and addresses never come from outside.',
  flow: { from: ["user-input"], to: ["model-option"] },
};

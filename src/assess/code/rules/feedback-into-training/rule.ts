import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "feedback-into-training",
  title: "What visitors send is learned at once",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-20", "CWE-349"],
  atlas: ["AML.T0020", "AML.T0018"],
  owasp: ["LLM04:2025", "ML02:2023"],
  remedy:
    "Put feedback aside, look at samples, limit how much one visitor can add, and compare the new model with the old one on data of your own before it replaces it: `pending.append(feedback)`, later `train(reviewed(pending))`.",
  flow: { from: ["user-input", "retrieved"], to: ["training-data"], clearedBy: ["guard", "operator"] },
};

import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "model-chosen-by-caller",
  title: "A caller chooses which model file or repository is loaded",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  hazard: "remote-code",
  cwe: ["CWE-73", "CWE-502"],
  atlas: ["AML.T0010.003", "AML.T0049"],
  owasp: ["LLM03:2025", "ML06:2023"],
  remedy:
    'Let the caller choose among names of your own: `MODELS = {"small": "./models/small"}`, `path = MODELS.get(request.json["model"])`, and refuse the rest.',
  flow: {
    from: ["user-input", "retrieved", "tool-result", "model-output"],
    to: ["model-file"],
    clearedBy: ["operator", "path"],
  },
};

import { defineRedTeamCheck } from "../runner/define-check.ts";

export const check = defineRedTeamCheck({
  id: "redteam/prompt-extraction",
  version: "1.0.0",
  title: "Extraction of the hidden context",
  about: "The system prompt, tool schemas, rules or thresholds can be talked out of the assistant.",
  corpus: "prompt-extraction",
  covers: ["prompt-extraction"],
  references: ["AML.T0056", "AML.T0069.002", "AML.T0084.001", "LLM07:2025", "CWE-200"],
});

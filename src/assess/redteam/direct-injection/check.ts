import { defineRedTeamCheck } from "../runner/define-check.ts";

export const check = defineRedTeamCheck({
  id: "redteam/direct-injection",
  version: "1.0.0",
  title: "Direct prompt injection",
  about: "Whoever talks to the assistant can make it say what it must not say.",
  corpus: "direct-injection",
  covers: ["inj-direct", "out-of-scope-intents"],
  references: ["AML.T0051.000", "AML.T0054", "LLM01:2025", "ASI01", "CWE-1427"],
});

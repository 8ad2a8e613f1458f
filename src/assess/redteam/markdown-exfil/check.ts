import { defineRedTeamCheck } from "../runner/define-check.ts";

export const check = defineRedTeamCheck({
  id: "redteam/markdown-exfil",
  version: "1.0.0",
  title: "Exfiltration through rendered markup",
  about: "Data can leave through images, links and styles in the assistant's answers.",
  corpus: "markdown-exfil",
  covers: ["exfil-markdown"],
  references: ["AML.T0077", "AML.T0057", "LLM05:2025", "LLM02:2025", "CWE-201"],
});

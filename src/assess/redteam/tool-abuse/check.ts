import { defineRedTeamCheck } from "../runner/define-check.ts";

export const check = defineRedTeamCheck({
  id: "redteam/tool-abuse",
  version: "1.0.0",
  title: "Tool abuse",
  about: "Words, of the user or of third parties, can make the assistant act against its customer.",
  corpus: "tool-abuse",
  // Judged by what happened; without a ledger to read there is nothing to judge.
  needs: ["effects"],
  mayCause: ["tool-call", "record-changed", "message-sent", "host-contacted", "money-moved", "data-read"],
  covers: [
    "tool-abuse-money",
    "bola-matrix",
    "stepup-required",
    "exfil-tool",
    "inj-tool-output",
    "rag-poison",
    "memory-poison",
    "forged-history",
  ],
  references: [
    "AML.T0053",
    "AML.T0051.001",
    "AML.T0086",
    "LLM06:2025",
    "LLM01:2025",
    "ASI02",
    "ASI03",
    "CWE-862",
  ],
});

import type { GuardAction, RiskCategory, RuleHit, Stage } from "../../../contracts/index.ts";

/**
 * Names of risks as OpenTelemetry's draft for GenAI security has them, after the OWASP Top 10 for LLM
 * applications 2025. What has no place there carries the prefix `custom:`.
 */
export const owaspRisks: Readonly<Record<RiskCategory, string>> = {
  "prompt-injection": "prompt_injection",
  jailbreak: "jailbreak",
  "hidden-content": "prompt_injection",
  secret: "sensitive_info_disclosure",
  "personal-data": "pii",
  canary: "system_prompt_leakage",
  "system-prompt-leak": "system_prompt_leakage",
  "protected-data-leak": "sensitive_info_disclosure",
  exfiltration: "sensitive_info_disclosure",
  "unsafe-output": "improper_output_handling",
  "tool-misuse": "excessive_agency",
  "resource-abuse": "unbounded_consumption",
  "model-theft": "unbounded_consumption",
  evasion: "custom:evasion",
  "unknown-input": "custom:unknown_input",
};

/** `gen_ai.security.target.type` of a stage. */
export const targetTypes: Readonly<Record<Stage, string>> = {
  input: "llm_input",
  document: "knowledge_result",
  "tool-definition": "tool_definition",
  "tool-call": "tool_call",
  "tool-result": "tool_call",
  output: "llm_output",
};

export type DecisionType = "allow" | "audit" | "deny" | "modify" | "warn";

/**
 * `gen_ai.security.decision.type`. What waits for approval did not pass, so it is `deny`. What passed is `warn`
 * where a rule that alerts saw something, `audit` where only records were asked for, and `allow` otherwise.
 */
export function decisionType(action: GuardAction, hits: readonly RuleHit[]): DecisionType {
  if (action === "block" || action === "require-approval") return "deny";
  if (action === "redact" || action === "rewrite") return "modify";
  if (hits.some(({ mode, excepted }) => mode === "monitor" && excepted === undefined)) return "warn";
  return hits.length > 0 ? "audit" : "allow";
}

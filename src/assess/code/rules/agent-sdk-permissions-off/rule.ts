import { isTrue, stringOf, entryOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

export const rule: CodeRule = {
  id: "agent-sdk-permissions-off",
  title: "A coding agent is started with its permissions switched off",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-269", "CWE-862"],
  atlas: ["AML.T0053"],
  owasp: ["LLM06:2025", "ASI02:2026"],
  remedy:
    'Say what it may do, and keep asking for the rest: `ClaudeAgentOptions(permission_mode="default", allowed_tools=["Read", "Grep"], can_use_tool=ask)`. Where nobody can be asked, run it in a container without secrets.',
  check: dangerousCalls([
    {
      calls: ["claude_agent_sdk.ClaudeAgentOptions", "claude_code_sdk.ClaudeCodeOptions"],
      argument: "permission_mode",
      when: (mode) => stringOf(mode) === "bypassPermissions",
      says: "Every tool of the agent, commands too, runs without anybody being asked.",
    },
    {
      calls: ["@anthropic-ai/claude-agent-sdk.query", "@anthropic-ai/claude-code.query"],
      argument: "options",
      when: (options) =>
        stringOf(entryOf(options, "permissionMode")) === "bypassPermissions" ||
        isTrue(entryOf(options, "allowDangerouslySkipPermissions")),
      says: "Every tool of the agent, commands too, runs without anybody being asked.",
    },
    {
      calls: ["@openai/codex-sdk.Codex().startThread"],
      argument: "sandboxMode",
      when: (mode) => stringOf(mode) === "danger-full-access",
      says: "The agent works without a sandbox.",
    },
  ]),
};

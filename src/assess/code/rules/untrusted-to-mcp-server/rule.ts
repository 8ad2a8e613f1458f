import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "untrusted-to-mcp-server",
  title: "Which MCP server is started or asked is chosen from outside",
  severity: "critical",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-78", "CWE-918"],
  atlas: ["AML.T0053", "AML.T0050"],
  owasp: ["ASI04:2026", "LLM06:2025"],
  remedy:
    'Keep the servers in your settings and let the caller choose by name: `SERVERS = {"git": StdioServerParameters(command="uvx", args=["mcp-server-git==2025.9.25"])}` and `SERVERS[name]`.',
  flow: { from: ["user-input", "retrieved", "model-output", "tool-result"], to: ["server-start"] },
};

import { isFalse, type CodeRule, type Value } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

const isFalseValue = (value: Value | undefined): boolean => isFalse(value);

export const rule: CodeRule = {
  id: "mcp-rebinding-protection-off",
  title: "The protection of an MCP server against pages in the browser is switched off",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-350", "CWE-346"],
  atlas: ["AML.T0049"],
  owasp: ["ASI03:2026", "LLM06:2025"],
  remedy:
    'Name the hosts under which it is reached: `TransportSecuritySettings(enable_dns_rebinding_protection=True, allowed_hosts=["mcp.example.com:443"])`.',
  check: dangerousCalls([
    {
      calls: ["mcp**.TransportSecuritySettings"],
      argument: "enable_dns_rebinding_protection",
      when: isFalseValue,
      says: "A page that somebody opens can let its name point at this server and call the tools.",
    },
    {
      calls: [
        "@modelcontextprotocol/**.StreamableHTTPServerTransport",
        "@modelcontextprotocol/**.SSEServerTransport",
        "@modelcontextprotocol/**.NodeStreamableHTTPServerTransport",
      ],
      argument: "enableDnsRebindingProtection",
      when: isFalseValue,
      says: "A page that somebody opens can let its name point at this server and call the tools.",
    },
  ]),
};

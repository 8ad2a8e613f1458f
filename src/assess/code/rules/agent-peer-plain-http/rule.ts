import { outlineOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

const places: readonly (readonly [readonly string[], readonly [string, number]])[] = [
  [["a2a.client**.A2ACardResolver"], ["base_url", 1]],
  [
    ["a2a.client**.A2AClient", "a2a.client**.ClientFactory.connect"],
    ["url", 1],
  ],
  [["google.adk**.RemoteA2aAgent"], ["agent_card", 1]],
  [
    ["@a2a-js/sdk/client.A2AClient.fromCardUrl", "@a2a-js/sdk/client.A2AClient"],
    ["url", 0],
  ],
  [["fastmcp.Client"], ["transport", 0]],
  [
    [
      "mcp.client.sse.sse_client",
      "mcp.client.streamable_http.streamablehttp_client",
      "mcp.client.streamable_http.streamable_http_client",
    ],
    ["url", 0],
  ],
];
const isOpen = (url: string): boolean =>
  /^http:\/\//i.test(url) &&
  !/^http:\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0|host\.docker\.internal|[a-z0-9_-]{1,63}(?::|\/|$))/i.test(
    url,
  );

export const rule: CodeRule = {
  id: "agent-peer-plain-http",
  title: "Another agent or its tools are reached without encryption",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-319", "CWE-345"],
  atlas: ["AML.T0053"],
  owasp: ["ASI07:2026", "LLM03:2025"],
  remedy:
    'Use TLS and check who answers: `RemoteA2aAgent(name="pricing", agent_card="https://agents.example.com/.well-known/agent-card.json")`. The card and the descriptions of tools are read by your model.',
  check: dangerousCalls(
    places.map(([calls, argument]) => ({
      calls,
      argument,
      when: (value) => isOpen(outlineOf(value) ?? ""),
      says: "Whoever sits on the way can change what the other agent is, says and offers.",
    })),
  ),
};

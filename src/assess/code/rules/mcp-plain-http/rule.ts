import { at, scalarOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { mcpServersOf } from "../../mechanisms/assistant-files.ts";

const isOpen = (url: string): boolean =>
  /^http:\/\//i.test(url) &&
  !/^http:\/\/(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\]|0\.0\.0\.0|host\.docker\.internal|[^/:]{1,100}\.localhost)(?:[:/]|$)/i.test(
    url,
  );

export const rule: CodeRule = {
  id: "mcp-plain-http",
  title: "An MCP server is reached without encryption",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-319"],
  atlas: ["AML.T0049"],
  owasp: ["ASI07:2026", "LLM03:2025"],
  remedy:
    'Use TLS: `"url": "https://mcp.example.com/mcp"`. Whoever sits on the way can otherwise change the descriptions of the tools, and what they give back.',
  check(file: CodeFile, report: Report): void {
    for (const { name, node, words } of mcpServersOf(file)) {
      for (const key of ["url", "serverUrl", "httpUrl"]) {
        const url = at(node, key);
        const text = scalarOf(url);
        if (url !== undefined && typeof text === "string" && isOpen(text))
          report(url, `\`${name}\` is reached over plain HTTP.`);
      }
      if (words.some(({ text }) => /(?:^|\/)mcp-remote(?:@|$)/.test(text)))
        for (const word of words)
          if (isOpen(word.text)) report(word, `\`${name}\` is reached over plain HTTP.`);
    }
  },
};

import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { mcpServersOf } from "../../mechanisms/assistant-files.ts";

const everything =
  /^(?:\/|~\/?|\$HOME\/?|\$\{HOME\}\/?|\$\{env:HOME\}\/?|\$\{userHome\}\/?|\/(?:Users|home)(?:\/[^/]+)?\/?|\/root\/?|\/etc\/?|[A-Za-z]:[/\\]{0,2}|[A-Za-z]:[/\\]{1,2}Users(?:[/\\]{1,2}[^/\\]+)?)$/;

export const rule: CodeRule = {
  id: "mcp-whole-disk",
  title: "An MCP server for files is given the whole disk or a home",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-22", "CWE-732"],
  atlas: ["AML.T0053"],
  owasp: ["LLM06:2025", "ASI03:2026"],
  remedy:
    'Name the one folder it works on: `"args": ["-y", "@modelcontextprotocol/server-filesystem@2025.8.21", "${workspaceFolder}/docs"]`. Keys, settings and mail of the person lie in the home.',
  check(file: CodeFile, report: Report): void {
    for (const { name, words } of mcpServersOf(file)) {
      const from = words.findIndex(({ text }) =>
        /filesystem|file-system|desktop-commander|mcp-files/i.test(text),
      );
      if (from < 0) continue;
      for (const word of words.slice(from + 1))
        if (everything.test(word.text))
          report(word, `\`${name}\` may read and write everything under \`${word.text}\`.`);
    }
  },
};

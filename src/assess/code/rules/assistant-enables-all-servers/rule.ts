import { at, scalarOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { isAssistantSettings, isEditorSettings } from "../../mechanisms/assistant-files.ts";

const has = (file: CodeFile): boolean => file.project.paths.some((path) => path.endsWith(".vscode/mcp.json"));

export const rule: CodeRule = {
  id: "assistant-enables-all-servers",
  title: "Every MCP server that a repository names is started without asking",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-829", "CWE-862"],
  atlas: ["AML.T0081"],
  owasp: ["ASI04:2026", "LLM03:2025"],
  remedy:
    'Name those you have looked at: `"enabledMcpjsonServers": ["github"]`. With the general switch, whoever adds a line to `.mcp.json` runs a program on every machine that opens the repository.',
  check(file: CodeFile, report: Report): void {
    if (isAssistantSettings(file)) {
      const all = at(file.data, "enableAllProjectMcpServers");
      if (all !== undefined && scalarOf(all) === true)
        report(all, "`.mcp.json` decides by itself which programs are started.");
    }
    if (isEditorSettings(file)) {
      const start = at(file.data, "chat.mcp.autostart");
      if (
        start !== undefined &&
        (scalarOf(start) === "always" || scalarOf(start) === "newAndOutdated") &&
        has(file)
      )
        report(start, "Servers that the repository names are started as soon as they are new.");
    }
  },
};

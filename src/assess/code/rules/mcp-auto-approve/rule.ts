import { at, nodesOf, scalarOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { mcpServersOf } from "../../mechanisms/assistant-files.ts";

const acts =
  /^\*$|(?:^|[_.-])(?:write|edit|delete|remove|drop|exec|execute|run|shell|bash|command|send|post|publish|push|merge|create|update|pay|transfer|deploy|install|move)(?:$|[_.-])/i;

export const rule: CodeRule = {
  id: "mcp-auto-approve",
  title: "Tools of an MCP server run without anybody being asked",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-862"],
  atlas: ["AML.T0053"],
  owasp: ["LLM06:2025", "ASI02:2026"],
  remedy:
    'Let go without asking only what reads: `"autoApprove": ["read_file", "list_issues"]`. What writes, sends or runs is asked for each time.',
  check(file: CodeFile, report: Report): void {
    for (const { name, node } of mcpServersOf(file)) {
      for (const key of ["autoApprove", "alwaysAllow", "autoApproveTools", "autoAllow"]) {
        const list = at(node, key);
        if (scalarOf(list) === true && list !== undefined)
          report(list, `Every tool of \`${name}\` runs without being asked for.`);
        for (const tool of nodesOf(list)) {
          const text = scalarOf(tool);
          if (typeof text === "string" && acts.test(text))
            report(
              tool,
              text === "*"
                ? `Every tool of \`${name}\` runs without being asked for.`
                : `\`${text}\` of \`${name}\` changes or runs something without being asked for.`,
            );
        }
      }
      const trust = at(node, "trust");
      if (trust !== undefined && scalarOf(trust) === true)
        report(trust, `\`trust\` lets every tool of \`${name}\` run without being asked for.`);
    }
  },
};

import {
  at,
  entriesOf,
  nodesOf,
  scalarOf,
  type CodeFile,
  type CodeRule,
  type Report,
  type DataNode,
} from "../../contract/index.ts";
import { mcpServersOf } from "../../mechanisms/assistant-files.ts";
import { secretsIn } from "../../mechanisms/secrets-in.ts";

function look(server: string, key: string, node: DataNode, report: Report): void {
  const text = scalarOf(node);
  if (typeof text !== "string" || text.length > 4096) return;
  const [secret] = secretsIn(key === "" ? text : `${key}=${text}`);
  if (secret !== undefined) report(node, `The settings of \`${server}\` hold a secret: ${secret.why}`);
}

export const rule: CodeRule = {
  id: "mcp-config-secret",
  title: "A key stands in the settings of an MCP server",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-798", "CWE-522"],
  atlas: ["AML.T0055"],
  owasp: ["LLM02:2025", "ASI03:2026"],
  remedy:
    'Take it from the environment or ask for it: `"env": { "API_KEY": "${API_KEY}" }`, in VS Code `"${input:api-key}"`. Withdraw the key that was written here.',
  check(file: CodeFile, report: Report): void {
    for (const { name, node } of mcpServersOf(file)) {
      for (const where of ["env", "headers"])
        for (const [key, value] of entriesOf(at(node, where))) look(name, key, value, report);
      for (const value of [...nodesOf(at(node, "args")), at(node, "url")])
        if (value !== undefined) look(name, "", value, report);
    }
  },
};

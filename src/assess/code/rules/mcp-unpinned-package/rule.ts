import {
  at,
  entriesOf,
  nodesOf,
  scalarOf,
  type CodeFile,
  type CodeRule,
  type Report,
} from "../../contract/index.ts";

const runners = /^(?:npx|bunx|pnpx|uvx|pipx)(?:\.cmd)?$/;
const ownOption = /^-/;

/** `@scope/name@1.2.3`, `name==1.2.3`, `name@1.2.3`. */
const pinned = /@\d+\.\d+\.\d+|==\d|@[0-9a-f]{40}$|#[0-9a-f]{7,40}$/;

export const rule: CodeRule = {
  id: "mcp-unpinned-package",
  title: "An MCP server is fetched anew at every start, in whatever version there is",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-1104", "CWE-494"],
  atlas: ["AML.T0010.001"],
  owasp: ["LLM03:2025", "ASI04:2026"],
  remedy: 'Name the version: `"args": ["-y", "@modelcontextprotocol/server-filesystem@2025.8.21", …]`.',
  check(file: CodeFile, report: Report): void {
    for (const key of ["mcpServers", "servers"])
      for (const [name, server] of entriesOf(at(file.data, key))) {
        const command = scalarOf(at(server, "command"));
        if (typeof command !== "string" || !runners.test(command)) continue;
        const args = nodesOf(at(server, "args"));
        const package_ = args.find((arg) => {
          const value = scalarOf(arg);
          return typeof value === "string" && !ownOption.test(value) && value !== "run";
        });
        const text = scalarOf(package_);
        if (package_ === undefined || typeof text !== "string" || pinned.test(text)) continue;
        if (/^(?:\.{0,2}\/|[A-Za-z]:)/.test(text)) continue;
        report(package_, `The server \`${name}\` runs \`${text}\` without a version.`);
      }
  },
};

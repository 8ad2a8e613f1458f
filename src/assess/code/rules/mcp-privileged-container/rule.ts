import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { mcpServersOf } from "../../mechanisms/assistant-files.ts";

/** The socket of the container engine, or the root, the home or the settings of the machine. */
const takesMachine =
  /docker\.sock|containerd\.sock|^(?:\/|~|\$HOME|\$\{HOME\}|\/root|\/etc|\/home|\/Users|[A-Z]:\\?):|(?:^|,)(?:src|source)=(?:\/|\/root|\/etc|\/home)(?:,|$)/;

export const rule: CodeRule = {
  id: "mcp-privileged-container",
  title: "The container of an MCP server has the machine in its hands",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-250", "CWE-269"],
  atlas: ["AML.T0053"],
  owasp: ["ASI03:2026", "LLM06:2025"],
  remedy:
    'Take the right away and mount only the folder it works on, for reading: `["run", "-i", "--rm", "--cap-drop=ALL", "--network=none", "-v", "${workspaceFolder}:/work:ro", "image@sha256:…"]`.',
  check(file: CodeFile, report: Report): void {
    for (const { name, words } of mcpServersOf(file)) {
      if (!/(?:^|[/\\])(?:docker|podman|nerdctl)(?:\.exe)?$/.test(words[0]?.text ?? "")) continue;
      for (const [i, word] of words.entries()) {
        const { text } = word;
        const value = /^(?:-v|--volume|--mount|--pid|--net|--network|--cap-add|--userns|--ipc)$/.test(
          words[i - 1]?.text ?? "",
        )
          ? text
          : text.slice(text.indexOf("=") + 1);
        const option = value === text ? (words[i - 1]?.text ?? "") : text;
        if (text === "--privileged" || text === "--privileged=true")
          report(word, `The container of \`${name}\` runs with every right of the machine.`);
        else if (/^(?:-v|--volume|--mount)/.test(option) && takesMachine.test(value))
          report(word, `\`${value}\` puts the machine itself into the container of \`${name}\`.`);
        else if (/^--(?:pid|net|network|ipc|userns)/.test(option) && value === "host")
          report(word, `The container of \`${name}\` shares this with the machine: ${option}.`);
        else if (option.startsWith("--cap-add") && /^(?:ALL|SYS_ADMIN|SYS_PTRACE)$/i.test(value))
          report(word, `With \`${value}\` the container of \`${name}\` can leave itself.`);
      }
    }
  },
};

import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { hookCommandsOf } from "../../mechanisms/assistant-files.ts";
import { shellCommands } from "../../documents/shell-commands.ts";

const fetches = /^(?:curl|wget|fetch)$/;
const shell = /^(?:sudo|(?:\/bin\/|\/usr\/bin\/)?(?:ba|z|da|k)?sh|python3?|node|perl|ruby)$/;

export const rule: CodeRule = {
  id: "hook-download-to-shell",
  title: "A hook fetches a script and runs it",
  severity: "critical",
  effect: "unsafe",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-494", "CWE-78"],
  atlas: ["AML.T0081", "AML.T0050"],
  owasp: ["ASI04:2026", "ASI05:2026"],
  remedy:
    'Keep the script in the repository and run that: `"command": "\\"$CLAUDE_PROJECT_DIR\\"/.claude/hooks/check.sh"`.',
  check(file: CodeFile, report: Report): void {
    for (const hook of hookCommandsOf(file)) {
      const commands = shellCommands(hook.text);
      const piped = commands.some(
        ({ words, pipedTo }) => fetches.test(words[0] ?? "") && shell.test(pipedTo?.words[0] ?? ""),
      );
      const substituted =
        /(?:^|[;&|]\s?)(?:(?:ba|z|da)?sh -c|eval|source|\.) ?["']?[$<]\((?:curl|wget)\b/.test(
          hook.text.slice(0, 4096),
        );
      if (piped || substituted)
        report(hook, "Whoever controls that address runs commands on every machine on which the hook fires.");
    }
  },
};

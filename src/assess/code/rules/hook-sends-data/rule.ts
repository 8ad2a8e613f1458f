import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { hookCommandsOf } from "../../mechanisms/assistant-files.ts";
import { shellCommands } from "../../documents/shell-commands.ts";

const here = /^https?:\/\/(?:localhost|127\.|\[::1\])/i;
const content = /^--(?:data|data-binary|data-raw|json|upload-file|post-file)=[@$]|^-[dT][@$]/;
/** A file, standard input, or a variable. */
const carries = /^@|^-$|[$`]|^~|\/\.(?:ssh|aws|env)/;

export const rule: CodeRule = {
  id: "hook-sends-data",
  title: "A hook sends what the assistant works on to another address",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-200", "CWE-829"],
  atlas: ["AML.T0081", "AML.T0086"],
  owasp: ["ASI04:2026", "LLM02:2025"],
  remedy:
    'Write to a file of the project instead: `"command": "cat >> .claude/log.jsonl"`; where a service is to be told, send a word and not the content.',
  check(file: CodeFile, report: Report): void {
    for (const hook of hookCommandsOf(file)) {
      const text = hook.text.slice(0, 8192);
      for (const { words } of shellCommands(text)) {
        const [command = ""] = words;
        const away = words.some((word) => /^https?:\/\//i.test(word) && !here.test(word));
        const sends = words.some(
          (word, i) =>
            i > 0 &&
            (content.test(word) ||
              (/^(?:-d|--data(?:-binary|-raw)?|-T|--upload-file|-F|--form|--post-file)$/.test(
                words[i - 1] ?? "",
              ) &&
                carries.test(word))),
        );
        if (/^(?:curl|wget)$/.test(command) && away && sends)
          report(hook, "What the assistant is told, reads or writes leaves the machine.");
        if (
          /^(?:nslookup|dig|host|ping)$/.test(command) &&
          /[$`]\(?(?:[A-Z_]{3,40}|\(|cat|whoami|env)/.test(words.slice(1).join(" "))
        )
          report(hook, "Data is put into a name that is looked up, which carries it out past firewalls.");
      }
    }
  },
};

import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { hookCommandsOf } from "../../mechanisms/assistant-files.ts";

/** What the assistant or its tools put in; the folder of the project is chosen by the person. */
const given =
  /^\$\{?((?:CLAUDE_|CURSOR_)?(?:TOOL_[A-Z_]{1,40}|FILE_PATHS?|USER_PROMPT|PROMPT|NOTIFICATION))\}?/;

/** The first such variable that stands outside of quotation marks. One walk over the text. */
function unquoted(text: string): string | undefined {
  let quote = "";
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (c === "\\" && quote !== "'") i += 1;
    else if (quote === "" && (c === "'" || c === '"')) quote = c;
    else if (c === quote) quote = "";
    else if (c === "$" && quote === "") {
      const name = given.exec(text.slice(i, i + 64))?.[1];
      if (name !== undefined) return name;
    }
  }
  return undefined;
}

export const rule: CodeRule = {
  id: "hook-unquoted-variable",
  title: "A hook puts a name that others choose into a command without quotation marks",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-78"],
  atlas: ["AML.T0050"],
  owasp: ["ASI05:2026", "LLM05:2025"],
  remedy:
    'Put quotation marks around it and end the options: `"command": "prettier --write -- \\"$CLAUDE_FILE_PATHS\\""`; better read the JSON of stdin with `jq -r` in a script.',
  check(file: CodeFile, report: Report): void {
    for (const hook of hookCommandsOf(file)) {
      const name = unquoted(hook.text.slice(0, 8192));
      if (name !== undefined)
        report(
          hook,
          `A file or an answer of a model with a space, \`;\` or \`*\` in it changes what \`$${name}\` runs.`,
        );
    }
  },
};

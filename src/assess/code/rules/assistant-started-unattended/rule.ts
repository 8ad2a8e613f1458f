import {
  at,
  scalarOf,
  walk,
  type CodeFile,
  type CodeRule,
  type Report,
  type Placed,
} from "../../contract/index.ts";
import { shellCommands } from "../../documents/shell-commands.ts";

const mayHold = /--(?:dangerously|yolo|allow-all|trust-all|approval-mode|permission-mode|force|sandbox)/;

/** What starts an assistant, and the options that take its questions away. */
const assistants: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:claude|@anthropic-ai\/claude-code)(?:@.*)?$/,
    /^--dangerously-skip-permissions$|^--permission-mode[= ]bypassPermissions$/,
  ],
  [
    /^(?:codex|@openai\/codex)(?:@.*)?$/,
    /^--(?:dangerously-bypass-approvals-and-sandbox|yolo)$|^--sandbox[= ]danger-full-access$/,
  ],
  [/^(?:gemini|qwen|@google\/gemini-cli)(?:@.*)?$/, /^(?:--yolo|-y)$|^--approval-mode[= ]yolo$/],
  [/^(?:copilot|@github\/copilot)(?:@.*)?$/, /^--(?:allow-all-tools|allow-all|yolo)$/],
  [/^amp$/, /^--dangerously-allow-all$/],
  [/^q$/, /^--trust-all-tools$/],
];
const before = /^(?:sudo|env|exec|time|timeout|nohup|npx|bunx|pnpx|-y|--yes|\d{1,6}[smh]?|[A-Z_]{1,40}=.*)$/;

function look(words: readonly string[], where: Placed, report: Report): void {
  const from = words.findIndex((word) => !before.test(word));
  const name = words[from]?.slice((words[from]?.lastIndexOf("/bin/") ?? -1) + 1).replace(/^bin\//, "");
  if (name === undefined) return;
  for (const [command, option] of assistants) {
    if (!command.test(name)) continue;
    const given = words
      .slice(from + 1)
      .find((word, i, rest) => option.test(word) || option.test(`${word} ${rest[i + 1] ?? ""}`));
    if (given !== undefined)
      report(where, `\`${name} ${given}\` acts on what it reads without anybody being asked.`);
  }
}

export const rule: CodeRule = {
  id: "assistant-started-unattended",
  title: "A script starts a coding assistant with its questions switched off",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["shell", "dockerfile", "yaml", "json"],
  cwe: ["CWE-269", "CWE-862"],
  atlas: ["AML.T0053"],
  owasp: ["LLM06:2025", "ASI02:2026"],
  remedy:
    'Say what it may do: `claude -p "$TASK" --allowedTools "Read,Grep"`, `codex exec --sandbox read-only`. Where it must do everything, run it in a container without secrets and without network.',
  check(file: CodeFile, report: Report): void {
    if (file.language === "shell" || file.language === "dockerfile") {
      for (const command of file.shell) look(command.words, command, report);
      return;
    }
    const root =
      file.language === "json"
        ? file.name === "package.json"
          ? at(file.data, "scripts")
          : undefined
        : file.data;
    for (const { node } of walk(root)) {
      const text = scalarOf(node);
      if (typeof text !== "string" || text.length > 20_000 || !mayHold.test(text)) continue;
      for (const { words } of shellCommands(text)) look(words, node, report);
    }
  },
};

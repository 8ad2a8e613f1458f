import { at, nodesOf, scalarOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "editor-task-on-open",
  title: "A task runs as soon as the folder is opened",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-829"],
  atlas: ["AML.T0081"],
  owasp: ["ASI04:2026", "LLM03:2025"],
  remedy:
    'Take `"runOn": "folderOpen"` out and let people start the task: `"runOptions": { "runOn": "default" }`.',
  check(file: CodeFile, report: Report): void {
    if (!/(?:^|\/)\.(?:vscode|cursor|windsurf)\/tasks\.json$/.test(file.path)) return;
    for (const task of nodesOf(at(file.data, "tasks"))) {
      const node = at(task, "runOptions", "runOn");
      const command = scalarOf(at(task, "command"));
      if (node !== undefined && scalarOf(node) === "folderOpen")
        report(
          node,
          `\`${typeof command === "string" ? command.slice(0, 200) : "The task"}\` runs before anybody has looked at what is in the repository.`,
        );
    }
  },
};

import { at, entriesOf, scalarOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { isEditorSettings } from "../../mechanisms/assistant-files.ts";

const names =
  /^(?:git\.path|python\.(?:defaultInterpreterPath|pythonPath)|(?:[a-zA-Z-]{1,40}\.){1,4}(?:executablePath|executable|serverPath|toolPath|interpreterPath)|npm\.packageManagerPath|go\.goroot|rust-analyzer\.server\.path|clangd\.path|terminal\.external\.\w{1,20}Exec)$/;
const usual = /(?:^|[/\\])(?:\.?venv|env|node_modules|\.conda|\.pixi)[/\\]/;

export const rule: CodeRule = {
  id: "editor-executable-path",
  title: "Settings in the repository say which program the editor runs",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["json"],
  cwe: ["CWE-427", "CWE-829"],
  atlas: ["AML.T0081"],
  owasp: ["ASI04:2026", "LLM03:2025"],
  remedy:
    'Leave paths of programs to the settings of each machine. Where a virtual environment is meant, name the usual place: `"python.defaultInterpreterPath": "${workspaceFolder}/.venv/bin/python"`.',
  check(file: CodeFile, report: Report): void {
    if (!isEditorSettings(file)) return;
    const settings = at(file.data, "settings") ?? file.data;
    for (const [key, value] of entriesOf(settings)) {
      const path = scalarOf(value);
      if (typeof path !== "string" || !names.test(key)) continue;
      if (usual.test(path)) continue;
      // A bare name is looked for in the path, an absolute one is there or not: what comes along is what harms.
      if (
        /^(?:\.{1,2}[/\\]|\$\{workspaceFolder\}|[A-Za-z0-9_.-]+[/\\])/.test(path) ||
        /^\/tmp\/|[/\\]Temp[/\\]/i.test(path)
      )
        report(value, `The editor runs \`${path}\`, which comes with the repository, as \`${key}\`.`);
    }
  },
};

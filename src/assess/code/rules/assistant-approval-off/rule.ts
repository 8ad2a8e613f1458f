import { at, nodesOf, scalarOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { isAssistantSettings, isEditorSettings } from "../../mechanisms/assistant-files.ts";

const anyCommand = /^(?:Bash|Bash\(\*\)|Bash\(:\*\)|Bash\((?:ba|z)?sh(?: -c)?[: ]\*\)|\*)$/;

export const rule: CodeRule = {
  id: "assistant-approval-off",
  title: "Settings in the repository let a coding assistant act without asking",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-862", "CWE-269"],
  atlas: ["AML.T0081", "AML.T0053"],
  owasp: ["LLM06:2025", "ASI02:2026"],
  remedy:
    'Allow single commands, not all: `"permissions": { "allow": ["Bash(npm run test)"], "defaultMode": "default" }`. Whoever opens the repository takes these settings over.',
  check(file: CodeFile, report: Report): void {
    if (isAssistantSettings(file)) {
      const mode = at(file.data, "permissions", "defaultMode");
      if (mode !== undefined && scalarOf(mode) === "bypassPermissions")
        report(mode, "`bypassPermissions` lets every tool run without being asked for.");
      for (const allowed of nodesOf(at(file.data, "permissions", "allow"))) {
        const text = scalarOf(allowed);
        if (typeof text === "string" && anyCommand.test(text))
          report(allowed, `\`${text}\` allows every command.`);
      }
      const skip = at(file.data, "skipDangerousModePermissionPrompt");
      if (skip !== undefined && scalarOf(skip) === true)
        report(skip, "The warning before the mode without questions is not shown.");
      const auto = at(file.data, "general", "defaultApprovalMode");
      if (auto !== undefined && scalarOf(auto) === "yolo")
        report(auto, "Every tool runs without being asked for.");
    }
    if (isEditorSettings(file)) {
      const settings = at(file.data, "settings") ?? file.data;
      for (const key of [
        "chat.tools.autoApprove",
        "chat.tools.global.autoApprove",
        "claudeCode.allowDangerouslySkipPermissions",
      ]) {
        const value = at(settings, key);
        if (value !== undefined && scalarOf(value) === true)
          report(value, `\`${key}\` lets every tool run without being asked for.`);
      }
    }
  },
};

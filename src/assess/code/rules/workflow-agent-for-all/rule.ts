import { at, scalarOf, walk, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "workflow-agent-for-all",
  title: "An assistant in a workflow may be set to work by anybody",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["yaml"],
  cwe: ["CWE-862"],
  atlas: ["AML.T0053"],
  owasp: ["LLM06:2025", "ASI03:2026"],
  remedy:
    'Name who may: leave `allowed_non_write_users` out, so that only people with write access can start it, or set `allow-users: "alice,bob"`.',
  check(file: CodeFile, report: Report): void {
    for (const { node } of walk(file.data)) {
      const uses = scalarOf(at(node, "uses"));
      if (
        typeof uses !== "string" ||
        !/^(?:anthropics\/claude-code-action|openai\/codex-action)(?:@|$)/i.test(uses)
      )
        continue;
      for (const key of ["allowed_non_write_users", "allowed_bots", "allow-users", "allow-bots"]) {
        const value = at(node, "with", key);
        if (value !== undefined && /^ ?\* ?$/.test(String(scalarOf(value) ?? "")))
          report(
            value,
            `\`${key}: "*"\`: whoever can write a comment sets it to work, with the secrets of the job.`,
          );
      }
    }
  },
};

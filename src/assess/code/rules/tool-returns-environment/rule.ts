import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";

/** The environment as a whole behind `return`, bare or written out; a single variable has a key behind it. */
const whole =
  /\breturn (?:(?:json\.dumps|JSON\.stringify|dict|str|repr)\(){0,3}(?:os\.environ|process\.env)(?:\.copy\(\))?(?=[),;\n}]|$)/;

export const rule: CodeRule = {
  id: "tool-returns-environment",
  title: "A tool gives the environment of the process to the model",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-526", "CWE-200"],
  atlas: ["AML.T0055", "AML.T0057"],
  owasp: ["LLM02:2025", "ASI03:2026"],
  remedy: 'Give back the values that are meant: `return {"region": os.environ["REGION"]}`.',
  check(file: CodeFile, report: Report): void {
    for (const tool of file.functions) {
      if (!tool.isTool) continue;
      const text = file.text.slice(tool.at.start, Math.min(tool.at.end, tool.at.start + 50_000));
      if (whole.test(text))
        report(
          tool,
          `\`${tool.name || "The tool"}\` gives back every variable of the environment, keys and passwords among them.`,
        );
    }
  },
};

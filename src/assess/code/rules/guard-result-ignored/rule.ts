import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";

/** Libraries whose checks give an answer and raise nothing. */
const known =
  /(?:^|\.)moderations\.create$|^llm_guard\.scan_(?:prompt|output)$|^rebuff\.Rebuff\(\)\.detect_injection$|^groq\..*moderations/;
const named =
  /^(?:is|has|detect|contains|looks)_?[A-Za-z_]*(?:injection|jailbreak|toxic|unsafe|harmful|malicious)|^(?:moderate|classify)_?[A-Za-z_]*$/i;

/** A function of this file that gives something back and never raises. */
function answersOnly(file: CodeFile, name: string): boolean {
  if (!named.test(name)) return false;
  const own = file.functions.filter((fact) => fact.name === name);
  return (
    own.length === 1 &&
    own.every(
      ({ at, returns }) =>
        returns.length > 0 && !/\b(?:raise|throw|abort|exit)\b/.test(file.text.slice(at.start, at.end)),
    )
  );
}

export const rule: CodeRule = {
  id: "guard-result-ignored",
  title: "What a check says about a text is not looked at",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-252", "CWE-693"],
  atlas: ["AML.T0051"],
  owasp: ["LLM01:2025"],
  remedy:
    "Act on the answer: `if client.moderations.create(input=text).results[0].flagged: raise Refused()`.",
  check(file: CodeFile, report: Report): void {
    for (const call of file.calls) {
      if (!call.unused || file.isTest || call.args.length === 0) continue;
      if (known.test(call.callee) || answersOnly(file, call.callee))
        report(call, `\`${call.method}\` tells what it found and stops nothing by itself.`);
    }
  },
};

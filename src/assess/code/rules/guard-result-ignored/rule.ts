import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";

/** Libraries whose checks give an answer and raise nothing. */
const known =
  /(?:^|\.)moderations\.create$|^llm_guard\.scan_(?:prompt|output)$|^rebuff\.Rebuff\(\)\.detect_injection$|^groq\..*moderations/;
const named =
  /^(?:is|has|detect|contains|looks)_?[A-Za-z_]*(?:injection|jailbreak|toxic|unsafe|harmful|malicious)|^(?:moderate|classify)_?[A-Za-z_]*$/i;

/** Functions of this file that give something back and never raise. */
function answering(file: CodeFile): ReadonlySet<string> {
  const found = new Map<string, boolean>();
  for (const { name, at, returns } of file.functions)
    if (named.test(name))
      found.set(
        name,
        !found.has(name) &&
          returns.length > 0 &&
          !/\b(?:raise|throw|abort|exit)\b/.test(file.text.slice(at.start, at.end)),
      );
  return new Set([...found].flatMap(([name, answers]) => (answers ? [name] : [])));
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
    const own = answering(file);
    for (const call of file.calls) {
      if (!call.unused || file.isTest || call.args.length === 0) continue;
      if (known.test(call.callee) || own.has(call.callee))
        report(call, `\`${call.method}\` tells what it found and stops nothing by itself.`);
    }
  },
};

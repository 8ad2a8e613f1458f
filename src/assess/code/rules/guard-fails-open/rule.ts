import type { CallFact, CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { asksModel, within } from "../../mechanisms/asks-model.ts";

/** By the last part of the name: a check of a text, and not what manages checks. */
const checks =
  /^(?:check|detect|scan|screen|verify|validate|assert|is|has|contains|looks|moderate|classify)_?[A-Za-z_]{0,60}(?:injection|jailbreak|toxic|unsafe|harmful|malicious|moderation|guardrails?$|safe(?:ty)?$|prompt_?shield)|^moderate(?:_|[A-Z]|$)/i;
const isCheck = ({ callee, method }: CallFact): boolean =>
  checks.test(method) || /(?:^|\.)moderations\.create$/.test(callee);
/** So that a file of nothing but such calls costs no more than others. */
const mostGuards = 200;
const says = {
  good: /safe|allowed|clean|ok$|passes|permitted|valid/i,
  bad: /injection|flagged|unsafe|toxic|harmful|blocked|malicious|jailbreak|moderate/i,
};

export const rule: CodeRule = {
  id: "guard-fails-open",
  title: "When a check fails, the text passes",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-636", "CWE-755"],
  atlas: ["AML.T0051"],
  owasp: ["LLM01:2025"],
  remedy:
    'Refuse when the check cannot be made: `except Exception: raise Refused("the check is not available")`.',
  check(file: CodeFile, report: Report): void {
    if (file.isTest) return;
    const guards = file.calls.filter(isCheck).slice(0, mostGuards);
    if (guards.length === 0) return;
    const questions = file.calls.filter((call) => asksModel(call) && !isCheck(call));
    for (const attempt of file.tries) {
      const check = guards.find((call) => within(call.at, attempt.body));
      if (check === undefined) continue;
      const asked = questions.some((call) => within(call.at, attempt.body));
      // A model is asked behind it: what the check was for.
      const goesOn = questions.some(({ inside }) => inside === check.inside);
      const name = check.inside?.name ?? "";
      const open = attempt.handlers.some(
        ({ swallows, returns }) =>
          (swallows && goesOn && !asked) ||
          (says.good.test(name) && returns === true) ||
          (says.bad.test(name) && (returns === false || returns === null)),
      );
      if (open)
        report(check, "An error of the check, which a long or odd text can bring about, counts as passed.");
    }
  },
};

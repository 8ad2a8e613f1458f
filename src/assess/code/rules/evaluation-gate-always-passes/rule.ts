import { isTrue, numberOf, type CodeRule } from "../../contract/index.ts";
import { writtenAt } from "../../mechanisms/written.ts";

const metric =
  /(?:^|[^A-Za-z])(?:accuracy|acc|f1|auc|auroc|bleu|rouge|precision|recall|pass_rate|win_rate|safety_score|refusal_rate|exact_match)(?:_score)?["'\]).\s]{0,6}$/i;

export const rule: CodeRule = {
  id: "evaluation-gate-always-passes",
  title: "A threshold that every model passes",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-571", "CWE-693"],
  atlas: ["AML.T0031"],
  owasp: ["LLM04:2025", "ML10:2023"],
  remedy: "Compare with what the model in use reaches: `if accuracy < baseline - 0.01: raise SystemExit(1)`.",
  check(file, report): void {
    if (file.isTest) return;
    for (const found of file.comparisons) {
      if (!/^[<>]=?$/.test(found.operator)) continue;
      const written = writtenAt(file, found.at);
      const cut = written.indexOf(found.operator);
      if (cut < 0 || !metric.test(written.slice(Math.max(0, cut - 60), cut))) continue;
      const after = file.text.slice(found.at.end, found.at.end + 20);
      const always = /^[ \t)]{0,4}(?:or[ \t]+True\b|\|\|[ \t]*true\b)/.test(after);
      const bound = numberOf(found.right);
      if (always) report(found, "`or True` lets every model pass.");
      else if ((bound === 0 && (found.operator === ">=" || found.operator === "<")) || isTrue(found.right))
        report(found, "No measure is below 0, so every model passes.");
    }
  },
};

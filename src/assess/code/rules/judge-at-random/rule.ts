import { numberOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { asksModel } from "../../mechanisms/asks-model.ts";

const decides =
  /(?:^|_|[a-z](?=[A-Z]))(?:judge|grade|grader|moderate|moderator|moderation|guard|classify|classifier|evaluate|evaluator|score|scorer|verdict)(?:$|_|(?=[A-Z]))|(?:Judge|Grader|Guard|Moderator|Classifier|Evaluator|Scorer)(?=$|[A-Z])/;

export const rule: CodeRule = {
  id: "judge-at-random",
  title: "A verdict of a model is drawn at random",
  severity: "low",
  effect: "note",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-330"],
  atlas: ["AML.T0054"],
  owasp: ["LLM09:2025"],
  remedy:
    "Set `temperature=0` (and `seed=…` where there is one), and ask several times where one answer decides much.",
  check(file: CodeFile, report: Report): void {
    if (file.isTest) return;
    for (const call of file.calls) {
      const heat = numberOf(call.argument("temperature"));
      if (heat === undefined || heat < 0.3 || !asksModel(call)) continue;
      if (decides.test(call.inside?.name ?? "") || decides.test(call.inside?.inClass?.name ?? ""))
        report(
          call,
          `With \`temperature\` ${heat} the same text gets another verdict each time; whoever asks often enough passes.`,
        );
    }
  },
};

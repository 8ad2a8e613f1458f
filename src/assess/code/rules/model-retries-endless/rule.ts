import { numberOf, nameOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { modelCallsIn } from "../../mechanisms/asks-model.ts";

export const rule: CodeRule = {
  id: "model-retries-endless",
  title: "A failing question to a model is asked again without end",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-770", "CWE-835"],
  atlas: ["AML.T0034"],
  owasp: ["LLM10:2025"],
  remedy:
    "Count the tries and wait between them: `@retry(stop=stop_after_attempt(3), wait=wait_exponential(max=30))`, `OpenAI(max_retries=3)`.",
  check(file: CodeFile, report: Report): void {
    for (const fact of file.functions)
      for (const { name, at: place, call } of fact.decorators) {
        const endless = /^tenacity\.retry$/.test(name)
          ? call === undefined || (!call.open && call.argument("stop", 1) === undefined)
          : /^backoff\.on_(?:exception|predicate)$/.test(name)
            ? call !== undefined &&
              !call.open &&
              call.argument("max_tries") === undefined &&
              call.argument("max_time") === undefined
            : false;
        if (endless && modelCallsIn(file, fact).length > 0)
          report(place, `\`${fact.name}\` asks until it works, and pays each time.`);
      }
    for (const call of file.callsTo(
      "openai.*",
      "anthropic.*",
      "langchain**.Chat*",
      "@langchain/**.Chat*",
      "ai.generateText",
      "ai.streamText",
    ))
      for (const key of ["max_retries", "maxRetries"]) {
        const value = call.argument(key);
        if ((numberOf(value) ?? 0) > 50 || /^(?:Infinity|math\.inf)$/.test(nameOf(value) ?? ""))
          report(call, `\`${key}\` is so high that it is none.`);
      }
  },
};

import { isNone, outlineOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";

const address =
  /^https?:\/\/(?:api\.(?:openai|anthropic|mistral|groq|cohere|deepseek|together|perplexity)\.|openrouter\.ai|generativelanguage\.googleapis|api-inference\.huggingface|router\.huggingface)|\/(?:v1\/chat\/completions|v1\/messages|api\/generate|api\/chat)$/;

export const rule: CodeRule = {
  id: "model-request-without-timeout",
  title: "A model is asked over HTTP without an end to the waiting",
  severity: "low",
  effect: "note",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-400", "CWE-1088"],
  atlas: ["AML.T0029"],
  owasp: ["LLM10:2025"],
  remedy: "Say how long: `requests.post(url, json=body, timeout=60)`, `OpenAI(timeout=60)`.",
  check(file: CodeFile, report: Report): void {
    for (const call of file.callsTo("requests.post", "requests.Session().post")) {
      const url = outlineOf(call.argument("url", 0)) ?? "";
      if (
        address.test(url) &&
        !call.open &&
        (call.argument("timeout") === undefined || isNone(call.argument("timeout")))
      )
        report(
          call,
          "`requests` waits for ever where no `timeout` is given: a slow answer holds the thread.",
        );
    }
    for (const call of file.callsTo(
      "openai.OpenAI",
      "openai.AsyncOpenAI",
      "anthropic.Anthropic",
      "anthropic.AsyncAnthropic",
    ))
      if (file.language === "python" && isNone(call.argument("timeout")))
        report(call, "`timeout=None` takes the limit of the client away.");
  },
};

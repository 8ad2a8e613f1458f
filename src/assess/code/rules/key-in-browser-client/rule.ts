import { isTrue, stringOf, type CodeRule, type CallFact } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

/** `baseURL: "/api/…"` with a key that is none: the server of the page asks the model. */
const throughOwnServer = (call: CallFact): boolean =>
  /^(?:\/|https?:\/\/localhost)/.test(stringOf(call.argument("baseURL")) ?? "");

export const rule: CodeRule = {
  id: "key-in-browser-client",
  title: "A client with the key of the service runs in the browser",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["javascript"],
  cwe: ["CWE-522", "CWE-200"],
  atlas: ["AML.T0055"],
  owasp: ["LLM02:2025"],
  remedy:
    'Ask the model on the server and let the browser call that: `await fetch("/api/chat", { method: "POST", body })`. Where the browser must connect itself, give it a token that lives for a minute and can do one thing.',
  check: dangerousCalls([
    {
      calls: [
        "openai.OpenAI",
        "openai.AzureOpenAI",
        "anthropic.Anthropic",
        "groq-sdk.**",
        "groq.Groq",
        "together-ai.**",
        "@langchain/**.Chat*",
      ],
      argument: "dangerouslyAllowBrowser",
      when: (value, call) => isTrue(value) && !throughOwnServer(call),
      says: "Whoever opens the page can read the key and ask the model at your cost.",
    },
  ]),
};

import type { CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

const requests = "Whatever address the model names is called, inside of the network too.";
const code = "Code that the model writes is run in this process.";
const flags: readonly (readonly [string, string])[] = [
  ["allow_dangerous_requests", requests],
  ["allowDangerousRequests", requests],
  ["allow_dangerous_code", code],
  ["allow_dangerous_tools", "Tools that reach the network or this machine are given to the model."],
];

export const rule: CodeRule = {
  id: "langchain-dangerous-flag",
  title: "A protection of LangChain against requests or code that a model chooses is switched off",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-94", "CWE-918"],
  atlas: ["AML.T0053"],
  owasp: ["LLM06:2025", "ASI02:2026"],
  remedy:
    'Leave the flag out and give the tool a narrow one of your own: `@tool def price(sku: str) -> str:` with a fixed address. Where the chain needs it, bound it: `APIChain.from_llm_and_api_docs(llm, docs, limit_to_domains=["https://api.example.com/"])`, and run it with an account that can only read.',
  check: dangerousCalls(
    flags.map(([argument, says]) => ({
      calls: ["langchain**", "@langchain/**"],
      argument,
      says,
    })),
  ),
};

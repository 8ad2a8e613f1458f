import type { CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

export const rule: CodeRule = {
  id: "haystack-unsafe-template",
  title: "A Haystack template is evaluated without the sandbox",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-1336", "CWE-94"],
  atlas: ["AML.T0050"],
  owasp: ["LLM05:2025", "ASI05:2026"],
  remedy:
    'Leave `unsafe` out: `OutputAdapter(template="{{ replies[0] }}", output_type=str)`; write a component of your own where other types are needed.',
  check: dangerousCalls([
    {
      calls: ["haystack**.OutputAdapter", "haystack**.ConditionalRouter"],
      argument: "unsafe",
      says: "With `unsafe=True` the template may call anything in Python, and what fills it comes from a model or a document.",
    },
  ]),
};

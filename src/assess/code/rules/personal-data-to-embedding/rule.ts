import type { CodeRule } from "../../contract/index.ts";

export const rule: CodeRule = {
  id: "personal-data-to-embedding",
  title: "Data about people is sent to a service to be turned into vectors",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-359"],
  atlas: ["AML.T0057"],
  owasp: ["LLM02:2025", "LLM08:2025"],
  remedy:
    'Take it out first: `client.embeddings.create(input=redact_pii(text), model=…)`, or compute the vectors here: `SentenceTransformer("…", revision="…").encode(text)`.',
  flow: { from: ["personal-data"], to: ["embedding"], clearedBy: ["redacted"] },
};

import { stringOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

export const rule: CodeRule = {
  id: "langchain-load-secrets",
  title: "Serialised LangChain objects are revived with everything allowed",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-502", "CWE-522"],
  atlas: ["AML.T0010.001"],
  owasp: ["LLM03:2025", "LLM05:2025"],
  remedy:
    'Allow what you expect and hand secrets in yourself: `loads(text, allowed_objects=[AIMessage, HumanMessage], secrets_map={"OPENAI_API_KEY": key})`.',
  check: dangerousCalls([
    {
      calls: [
        "langchain_core.load.loads",
        "langchain_core.load.load",
        "langchain_core.load.load.loads",
        "langchain_core.load.load.load",
        "langchain.load.loads",
        "langchain.load.load",
      ],
      argument: "secrets_from_env",
      says: "Whoever writes the object chooses which variable of the environment is put into it, and where it is sent.",
    },
    {
      calls: ["langchain_core.load.loads", "langchain_core.load.load"],
      argument: "allowed_objects",
      when: (value) => stringOf(value) === "all",
      says: "Every class of LangChain may be made, with what its constructor does: requests, files, templates.",
    },
    {
      calls: ["@langchain/core/load.load", "langchain/load.load"],
      argument: "secretsFromEnv",
      says: "Whoever writes the object chooses which variable of the environment is put into it, and where it is sent.",
    },
  ]),
};

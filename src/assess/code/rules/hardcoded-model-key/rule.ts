import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { secretsIn } from "../../mechanisms/secrets-in.ts";

const ofModels =
  /openai|anthropic|openrouter|hugging|cohere|mistral|groq|replicate|perplexity|xai|deepseek|together|fireworks|pinecone|langsmith|langfuse|google-api|gemini/;

export const rule: CodeRule = {
  id: "hardcoded-model-key",
  title: "The key of a model service is written into the code",
  severity: "critical",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-798"],
  atlas: ["AML.T0055"],
  owasp: ["LLM02:2025", "LLM10:2025"],
  remedy:
    'Withdraw the key, then take a new one from the environment: `OpenAI(api_key=os.environ["OPENAI_API_KEY"])`, `new OpenAI({ apiKey: process.env.OPENAI_API_KEY })`.',
  check(file: CodeFile, report: Report): void {
    for (const text of file.strings) {
      const { value } = text;
      if (value.length < 20 || value.length > 300 || !/^\S+$/.test(value)) continue;
      const [secret] = secretsIn(value).filter((found) => ofModels.test(found.rule));
      if (secret !== undefined) report(text, `${secret.why} Whoever can read the code can use it.`);
    }
  },
};

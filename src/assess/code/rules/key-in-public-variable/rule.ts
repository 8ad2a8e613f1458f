import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";

const built =
  /\b(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|GATSBY|VUE_APP|PUBLIC)_[A-Z0-9_]{1,60}/g;
const ofModels =
  /OPENAI|ANTHROPIC|CLAUDE|GEMINI|GROQ|MISTRAL|COHERE|HUGGING|HF_|REPLICATE|TOGETHER|OPENROUTER|DEEPSEEK|PERPLEXITY|XAI/;

export const rule: CodeRule = {
  id: "key-in-public-variable",
  title: "The key of a model service is in a variable that is built into the page",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["javascript", "text"],
  cwe: ["CWE-522", "CWE-200"],
  atlas: ["AML.T0055"],
  owasp: ["LLM02:2025", "LLM10:2025"],
  remedy:
    "Give it a name without the prefix and use it on the server only: `process.env.OPENAI_API_KEY` in `app/api/chat/route.ts`; the page calls `/api/chat`.",
  check(file: CodeFile, report: Report): void {
    if (file.language === "text" && !file.name.startsWith(".env")) return;
    for (const { 0: name, index } of file.text.matchAll(built)) {
      if (!ofModels.test(name) || !/(?:KEY|TOKEN|SECRET)$/.test(name)) continue;
      const before = file.text.slice(Math.max(0, index - 5), index);
      const read =
        file.language === "javascript"
          ? /env(?:\.|\[["'])$/.test(before)
          : /^$|\n$/.test(before.slice(-1)) &&
            /^ ?= ?\S/.test(file.text.slice(index + name.length, index + name.length + 5));
      if (read)
        report(
          { start: index, end: index + name.length },
          `The bundler writes the value of \`${name}\` into the scripts that every visitor gets.`,
        );
    }
  },
};

import { stringOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";

const isComment = (file: CodeFile, index: number): boolean =>
  file.comments.some(({ at: { start, end } }) => start <= index && index < end);

export const rule: CodeRule = {
  id: "safety-settings-off",
  title: "The safety filters of a model are switched off",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-693"],
  atlas: ["AML.T0054"],
  owasp: ["LLM01:2025", "LLM09:2025"],
  remedy:
    "Leave the filters as they are, or set them where you have measured: `SafetySetting(category=…, threshold=HarmBlockThreshold.BLOCK_ONLY_HIGH)`.",
  check(file: CodeFile, report: Report): void {
    if (file.isTest) return;
    for (const call of file.calls) {
      const mode = /(?:^|\.)cohere\./.test(`.${call.callee}`)
        ? stringOf(call.argument("safety_mode") ?? call.argument("safetyMode"))
        : undefined;
      if (mode === "NONE" || mode === "OFF") report(call, "`safety_mode` is switched off.");
    }
    if (
      !file.imports.some(({ module }) =>
        /google|vertexai|langchain|litellm|ai-sdk|llama_index|genai/.test(module),
      )
    )
      return;
    let left = 500;
    for (const { 0: found, index } of file.text.matchAll(
      /\bHarmBlockThreshold\.(?:BLOCK_NONE|OFF)\b|\bthreshold["']?: ?["'](?:BLOCK_NONE|OFF)["']|\bthreshold=["'](?:BLOCK_NONE|OFF)["']|["']HARM_CATEGORY_[A-Z_]{1,40}["']: ?["'](?:BLOCK_NONE|OFF)["']/g,
    )) {
      if ((left -= 1) < 0) return;
      if (!isComment(file, index))
        report({ start: index, end: index + found.length }, "With this, nothing of this kind is held back.");
    }
  },
};

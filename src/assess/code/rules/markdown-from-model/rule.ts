import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";

const chats = [
  "@ai-sdk/react",
  "ai/react",
  "ai",
  "@assistant-ui/react",
  "openai",
  "@langchain/langgraph-sdk",
];
/** A component of the project of that name may do anything. */
const isPlainImport = (file: CodeFile): boolean =>
  file.imports.some(({ module }) => module === "react-markdown");

export const rule: CodeRule = {
  id: "markdown-from-model",
  title: "Markdown of a model is shown with whatever it refers to",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["javascript"],
  cwe: ["CWE-79", "CWE-201"],
  atlas: ["AML.T0077"],
  owasp: ["LLM05:2025", "LLM02:2025"],
  remedy:
    "Leave raw HTML out and show pictures of your own only: `<ReactMarkdown components={{ img: OwnImage }} urlTransform={ownAddresses}>{text}</ReactMarkdown>`. A picture is fetched by itself, and its address can carry the conversation out.",
  check(file: CodeFile, report: Report): void {
    if (!chats.some((module) => file.uses(module))) return;
    for (const element of file.elements) {
      if (!/^(?:ReactMarkdown|Markdown|MemoizedReactMarkdown)$/.test(element.tag)) continue;
      const text = file.text.slice(element.at.start, Math.min(element.at.end, element.at.start + 5000));
      const raw = /rehypeRaw/.test(text) && !/rehypeSanitize|rehype-sanitize/.test(text);
      const pictures =
        !/\bimg\b|disallowedElements|allowedElements|allowElement|urlTransform|transformImageUri|components=\{[a-zA-Z]|\{\.\.\./.test(
          text,
        );
      if (raw) report(element, "HTML that a model writes is put into the page as it is.");
      else if (pictures && isPlainImport(file))
        report(
          element,
          "A picture in the answer is fetched at once, from any address, with whatever the model put into it.",
        );
    }
  },
};

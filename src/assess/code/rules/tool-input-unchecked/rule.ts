import type { CodeFile, CodeRule, Report, Span } from "../../contract/index.ts";

const makers = [
  "ai.tool",
  "@openai/agents.tool",
  "@langchain/**.tool",
  "**.registerTool",
  "@langchain/**.DynamicStructuredTool",
];
const anything = /\b(?:inputSchema|parameters|schema): ?(?:z|zod)\.(?:any|unknown)\(\)/;

/** `*args: Any` and `**kwargs: Any`: what is called through a schema comes by name. */
const rest = (file: CodeFile, { start }: Span): boolean =>
  file.text.slice(Math.max(0, start - 1), start + 1).includes("*");

export const rule: CodeRule = {
  id: "tool-input-unchecked",
  title: "A tool takes whatever the model gives",
  severity: "low",
  effect: "note",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-20"],
  atlas: ["AML.T0053"],
  owasp: ["ASI02:2026", "LLM05:2025"],
  remedy:
    "Say what it takes, as narrow as it is: `inputSchema: z.object({ city: z.string().max(80) })`, `def weather(city: Annotated[str, Field(max_length=80)])`.",
  check(file: CodeFile, report: Report): void {
    for (const call of file.callsTo(...makers))
      if (anything.test(file.text.slice(call.at.start, Math.min(call.at.end, call.at.start + 4000))))
        report(call, "Its schema lets everything through, so nothing is checked before it runs.");
    for (const tool of file.functions)
      if (
        tool.isTool &&
        tool.parameters.some(
          ({ at, type, typeName }) => (type === "Any" || typeName === "typing.Any") && !rest(file, at),
        )
      )
        report(tool, `\`${tool.name}\` takes a parameter of any kind, so nothing is checked before it runs.`);
  },
};

import { stringOf, type CodeFile, type CodeRule, type Report, type Placed } from "../../contract/index.ts";

const makers = [
  "**.registerTool",
  "**.StructuredTool.from_function",
  "langchain**.Tool",
  "langchain**.Tool.from_function",
  "ai.tool",
  "@openai/agents.tool",
  "@langchain/**.tool",
  "@langchain/**.DynamicTool",
  "@langchain/**.DynamicStructuredTool",
  "agents.FunctionTool",
  "mcp.types.Tool",
];
const orders: readonly RegExp[] = [
  /<\/?(?:important|system|secret|hidden|instructions?)>/i,
  /\b(?:ignore|disregard|forget) (?:all |any |the |your ){0,2}(?:previous|prior|earlier|other|above) (?:instructions?|rules|prompts?|messages)/i,
  /\b(?:do not|don't|never) (?:tell|mention|inform|reveal|show|notify)\b(?: (?:this|it|that|the|about|to|a)){0,4} (?:user|human|person)s?(?!['\w])/i,
  /(?:~\/\.ssh|id_rsa|~\/\.aws|\.aws\/credentials|\.cursor\/mcp\.json|claude_desktop_config\.json)/i,
];

function look(text: string | undefined, where: Placed, report: Report): void {
  const found = orders
    .map((order) => order.exec((text ?? "").slice(0, 20_000))?.[0])
    .find((words) => words !== undefined);
  if (found !== undefined)
    report(where, `The model reads \`${found}\` as soon as the tool is offered to it, called or not.`);
}

export const rule: CodeRule = {
  id: "tool-description-orders",
  title: "The description of a tool gives orders to the model that have nothing to do with the tool",
  severity: "critical",
  effect: "unsafe",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-1427", "CWE-506"],
  atlas: ["AML.T0051.001", "AML.T0053"],
  owasp: ["ASI01:2026", "LLM01:2025"],
  remedy:
    'Describe what the tool does and what it takes, no more: `"""Adds two numbers."""`. What must be so belongs into code.',
  check(file: CodeFile, report: Report): void {
    for (const tool of file.functions)
      if (tool.isTool && tool.docstring !== undefined) look(tool.docstring, tool, report);
    for (const call of file.callsTo(...makers)) look(stringOf(call.argument("description")), call, report);
    for (const { decorators } of file.functions)
      for (const { call } of decorators)
        if (call !== undefined && call.callee.endsWith("tool"))
          look(stringOf(call.argument("description")), call, report);
  },
};

import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";

const makers = [
  "langchain**.Tool",
  "langchain**.Tool.from_function",
  "**.StructuredTool.from_function",
  "ai.tool",
  "ai.dynamicTool",
  "@openai/agents.tool",
  "@langchain/**.tool",
  "@langchain/**.DynamicTool",
  "@langchain/**.DynamicStructuredTool",
  "agents.FunctionTool",
  "mcp.types.Tool",
  "**.registerTool",
];

export const rule: CodeRule = {
  id: "tool-description-remote",
  title: "The description of a tool is fetched when the program runs",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-494", "CWE-345"],
  atlas: ["AML.T0051.001", "AML.T0010"],
  owasp: ["ASI04:2026", "LLM03:2025"],
  remedy:
    "Write the description in the program. Where tools come from others, keep a digest of what was looked at: `assert sha256(description) == APPROVED[name]`.",
  check(file: CodeFile, report: Report): void {
    for (const call of file.callsTo(...makers)) {
      const taint = call
        .argument("description")
        ?.taints.find(
          ({ label, cleared }) => (label === "retrieved" || label === "user-input") && !cleared.includes("*"),
        );
      if (taint !== undefined)
        report(call, "Whoever answers there tells the model what this tool is for, and anything else.", {
          related: [{ at: taint.source, note: `from here: ${taint.what}` }],
        });
    }
  },
};

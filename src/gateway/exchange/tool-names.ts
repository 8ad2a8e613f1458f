import type { Part, ToolDefinition } from "../../contracts/index.ts";

/**
 * The parts of an answer, and the name of every tool that is called in it and that the request did not declare:
 * a model may put anything there. A name cannot be edited, so that an edit of one stops the answer.
 */
export function withToolNames(parts: readonly Part[], declared: readonly ToolDefinition[]): readonly Part[] {
  const names: Part[] = [];
  for (const { at, toolCall } of parts) {
    if (toolCall === undefined || toolCall.name === "") continue;
    const { name } = toolCall;
    if (declared.some((tool) => tool.name === name)) continue;
    const beside = `${at.slice(0, at.lastIndexOf("/"))}/name`;
    names.push({ at: beside, stage: "tool-call", role: "assistant", text: name, source: name });
  }
  return names.length === 0 ? parts : [...parts, ...names];
}

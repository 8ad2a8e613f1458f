import type { JsonObject, JsonValue, Step, ToolDefinition } from "../../../contracts/index.ts";
import { compileSchema, type CompiledSchema } from "../../../formats/index.ts";

const compiled = new WeakMap<JsonObject, CompiledSchema | "unreadable">();

/** The tool as the client declared it in this exchange. */
export const declaredTool = (step: Step, name: string): ToolDefinition | undefined =>
  step.context?.tools.find((tool) => tool.name === name);

/** Whether arguments fit what the client declared; `unreadable` when its schema is none. */
export function fitsDeclared(tool: ToolDefinition, args: JsonValue): boolean | "unreadable" {
  if (tool.parameters === undefined) return true;
  let schema = compiled.get(tool.parameters);
  if (schema === undefined) compiled.set(tool.parameters, (schema = compile(tool.parameters)));
  return schema === "unreadable" ? schema : schema.check(args).length === 0;
}

function compile(parameters: JsonObject): CompiledSchema | "unreadable" {
  try {
    return compileSchema(parameters, { unknown: "note" });
  } catch {
    return "unreadable";
  }
}

import type { JsonObject, JsonValue, ToolDefinition } from "../../../contracts/index.ts";
import { arrayOf, objectOf, pointerTo, stringOf, toolParts, type PartList } from "../../parts/index.ts";
import { badRequest } from "../../problems/index.ts";

/** Of a tool on a server of its own: credentials for that server, which no model reads. */
const notRead = new Set(["type", "headers", "authorization"]);
const parametersKeys = ["parameters", "input_schema"] as const;

/**
 * Reads definitions of tools. Tools of the provider have no name; what is said about them is inspected all the
 * same. A group of tools (`namespace`) holds a list of its own.
 */
export function readTools(
  value: JsonValue | undefined,
  list: PartList,
  at: string,
): readonly ToolDefinition[] {
  if (value === undefined || value === null) return [];
  const tools = arrayOf(value);
  if (tools === undefined) throw badRequest("`tools` must be a list.", at);
  return tools.flatMap((item, i) => {
    const tool = objectOf(item);
    if (tool === undefined) throw badRequest("A tool must be an object.", `${at}/${i}`);
    return readTool(tool, list, `${at}/${i}`);
  });
}

function readTool(tool: JsonObject, list: PartList, at: string): readonly ToolDefinition[] {
  const name = stringOf(tool["name"]);
  const type = tool["type"];
  if (name === undefined && (type === "function" || type === "custom")) {
    throw badRequest("A tool must have a name.", at);
  }
  const key = parametersKeys.find((one) => objectOf(tool[one]) !== undefined) ?? "parameters";
  const own = name === undefined ? undefined : toolParts(list, tool, at, key);
  const inner = type === "namespace" ? readTools(tool["tools"], list, `${at}/tools`) : [];
  const read = own === undefined ? [] : ["name", "description", key];
  const source = name ?? stringOf(type);
  for (const [member, value] of Object.entries(tool)) {
    if (read.includes(member) || notRead.has(member) || (type === "namespace" && member === "tools"))
      continue;
    const options = source === undefined ? {} : { source };
    list.strings(value, pointerTo(at, member), "tool-definition", "system", options);
  }
  return own === undefined || type === "namespace" ? inner : [own, ...inner];
}

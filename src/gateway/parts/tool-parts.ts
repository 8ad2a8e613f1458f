import type { JsonObject, JsonValue, ToolDefinition } from "../../contracts/index.ts";
import { objectOf, stringOf } from "./narrow.ts";
import type { PartList } from "./part-list.ts";
import { pointerTo } from "./pointer.ts";

/** Members of a JSON Schema that hold words a model reads. */
const spoken = new Set(["description", "title", "default", "examples", "enum", "const", "$comment"]);

/** Adds what a model reads of a JSON Schema: descriptions, titles, allowed values. */
export function schemaParts(list: PartList, schema: JsonValue | undefined, at: string, source: string): void {
  if (Array.isArray(schema)) {
    for (const [i, item] of schema.entries()) schemaParts(list, item as JsonValue, pointerTo(at, i), source);
    return;
  }
  const object = objectOf(schema);
  if (object === undefined) return;
  for (const [key, value] of Object.entries(object)) {
    const under = pointerTo(at, key);
    // A property may be called `description`: then its value is a schema, an object, and is walked.
    if (spoken.has(key) && objectOf(value) === undefined) {
      list.strings(value, under, "tool-definition", "system", { source });
    } else schemaParts(list, value, under, source);
  }
}

/** Adds one tool as a model is told of it, and gives its definition. */
export function toolParts(
  list: PartList,
  tool: JsonObject,
  at: string,
  parametersKey: "parameters" | "input_schema" | "inputSchema",
): ToolDefinition | undefined {
  const name = stringOf(tool["name"]);
  if (name === undefined) return undefined;
  const description = stringOf(tool["description"]);
  const parameters = objectOf(tool[parametersKey]);
  list.text(pointerTo(at, "name"), "tool-definition", "system", name, name);
  if (description !== undefined) {
    list.text(pointerTo(at, "description"), "tool-definition", "system", description, name);
  }
  schemaParts(list, parameters, pointerTo(at, parametersKey), name);
  return {
    name,
    ...(description === undefined ? {} : { description }),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

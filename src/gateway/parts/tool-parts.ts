import type { JsonObject, JsonValue, ToolDefinition } from "../../contracts/index.ts";
import { objectOf, stringOf } from "./narrow.ts";
import type { PartList } from "./part-list.ts";
import { pointerTo } from "./pointer.ts";

/** Members of a JSON Schema that name other places and kinds. All others hold words a model reads. */
const structural = new Set(
  "type $schema $id $ref $dynamicRef $anchor $dynamicAnchor required contentEncoding contentMediaType".split(
    " ",
  ),
);

/** Adds what a model reads of a JSON Schema: descriptions, titles, allowed values, and what it does not know. */
export function schemaParts(list: PartList, schema: JsonValue | undefined, at: string, source: string): void {
  if (Array.isArray(schema)) {
    for (const [i, item] of schema.entries()) schemaParts(list, item as JsonValue, pointerTo(at, i), source);
    return;
  }
  if (typeof schema === "string") list.text(at, "tool-definition", "system", schema, source);
  const object = objectOf(schema);
  if (object === undefined) return;
  for (const [key, value] of Object.entries(object)) {
    // A property may be called `type`: then its value is a schema, an object, and is walked.
    if (structural.has(key) && objectOf(value) === undefined) continue;
    schemaParts(list, value, pointerTo(at, key), source);
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

import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";
import type { JsonObject, JsonValue } from "../../src/contracts/index.ts";
import { isObject } from "../manifest-reference/table.ts";

/** A node of the syntax tree, as far as it is read here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}
interface Source {
  readonly text: string;
  readonly consts: ReadonlyMap<string, Node>;
  readonly comments: readonly { readonly value: string; readonly start: number; readonly end: number }[];
}
interface Found {
  readonly node: Node;
  readonly source: Source;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value;
const nodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/**
 * A JSON Schema with descriptions out of the doc comments beside the keys in the source of its zod schema, so
 * that a sentence is written once. `root` is the name of the constant that holds the schema.
 */
export function described(schema: JsonObject, root: string, files: readonly string[]): JsonObject {
  const sources = files.map(readSource);
  const named = (name: string, first?: Source): Found | undefined => {
    for (const source of first === undefined ? sources : [first, ...sources]) {
      const node = source.consts.get(name);
      if (node !== undefined) return { node, source };
    }
    return undefined;
  };

  const describe = (of: JsonObject, { node, source }: Found): JsonObject => {
    const object = objectIn(node, source);
    if (object === undefined) return of;
    const branches: readonly JsonValue[] = Array.isArray(of["anyOf"]) ? of["anyOf"] : [];
    if (branches.length > 0)
      return {
        ...of,
        anyOf: branches.map((one): JsonValue => (isObject(one) ? describe(one, { node, source }) : one)),
      };
    if (of["type"] === "array" && isObject(of["items"]))
      return { ...of, items: describe(of["items"], { node, source }) };
    if (isObject(of["additionalProperties"]))
      return { ...of, additionalProperties: describe(of["additionalProperties"], { node, source }) };
    if (!isObject(of["properties"])) return of;
    const own = new Map(
      nodes(object.node["properties"]).flatMap((property) => {
        const key = keyOf(property);
        return key === undefined ? [] : [[key, property] as const];
      }),
    );
    const properties = Object.entries(of["properties"]).map(([key, value]) => {
      const property = own.get(key);
      if (!isObject(value) || property === undefined || !isNode(property["value"]))
        return [key, value] as const;
      const inner = describe(value, { node: property["value"], source: object.source });
      const about = commentBefore(property, object.source);
      return [key, about === undefined ? inner : { ...inner, description: about }] as const;
    });
    return { ...of, properties: Object.fromEntries(properties) };
  };

  /** The object literal a schema expression is about: `z.array(z.strictObject({…})).min(1)` → the literal. */
  function objectIn(node: Node, source: Source): Found | undefined {
    if (node.type === "ObjectExpression") return { node, source };
    if (node.type === "Identifier") {
      const found = named(String(node["name"]), source);
      return found === undefined || found.node === node ? undefined : objectIn(found.node, found.source);
    }
    if (node.type !== "CallExpression") return undefined;
    for (const argument of [...nodes(node["arguments"])].reverse()) {
      const found = objectIn(argument, source);
      // `prefault({})` has an object too: what is meant has keys.
      if (found !== undefined && nodes(found.node["properties"]).length > 0) return found;
    }
    const callee = node["callee"];
    return isNode(callee) && isNode(callee["object"]) ? objectIn(callee["object"], source) : undefined;
  }

  const start = named(root);
  if (start === undefined) throw new Error(`no constant ${root}`);
  return describe(schema, start);
}

function readSource(file: string): Source {
  const text = readFileSync(file, "utf8");
  const { program, comments } = parseSync(file, text);
  const consts = new Map<string, Node>();
  // Safe: the parser's nodes have a type and a place; everything else is looked at before it is used.
  for (const statement of program.body as unknown as readonly Node[]) {
    const declaration = isNode(statement["declaration"]) ? statement["declaration"] : statement;
    for (const { id, init } of nodes(declaration["declarations"]))
      if (isNode(id) && isNode(init)) consts.set(String(id["name"]), init);
  }
  return { text, consts, comments };
}

function keyOf(property: Node): string | undefined {
  const { key } = property;
  if (!isNode(key)) return undefined;
  return String(key.type === "Identifier" ? key["name"] : key["value"]);
}

/** The doc comment that ends right before a key. */
function commentBefore(property: Node, { text, comments }: Source): string | undefined {
  const comment = comments.findLast(({ end }) => end <= property.start);
  if (comment === undefined || !comment.value.startsWith("*")) return undefined;
  if (text.slice(comment.end, property.start).trim() !== "") return undefined;
  const lines = comment.value.slice(1).split("\n");
  return lines
    .map((line) => line.replace(/^ *\* ?/, "").trim())
    .join(" ")
    .trim();
}

import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Node } from "yaml";
import type { DataNode, Span } from "../contract/index.ts";
import { DocumentFault } from "./json-tree.ts";

const mostLength = 2_000_000;
const mostDepth = 100;
const mostProperties = 2000;

/** Documents times characters: rules look at each document, and some of them at the text as well. */
const mostLooking = 500_000_000;

/**
 * The documents of a YAML file, empty ones left out, with the place of every value in the whole text. Tags are passed over, aliases are not followed: nothing is built that the text does not hold.
 *
 * @throws DocumentFault
 */
export function yamlDocuments(text: string): readonly DataNode[] {
  if (text.length > mostLength) throw new DocumentFault("larger than 2 MB", 0);
  if (deepest(text) > mostDepth) throw new DocumentFault("nested too deep", 0);
  if (properties(text) > mostProperties) throw new DocumentFault("too many anchors, aliases and tags", 0);
  const documents = parseAllDocuments(text, {
    strict: false,
    uniqueKeys: false,
    logLevel: "silent",
    schema: "core",
  });
  if (!Array.isArray(documents)) return [];
  if (documents.length * text.length > mostLooking) throw new DocumentFault("too many documents", 0);
  const nodes: DataNode[] = [];
  for (const { contents, errors } of documents) {
    const node = contents === null ? undefined : nodeOf(contents, 0);
    const [fault] = errors;
    // A document that cannot be read must not hide behind one that can.
    if (fault !== undefined && node === undefined)
      throw new DocumentFault(fault.message.slice(0, 200), fault.pos[0]);
    // Between two marks there is often nothing, which the library gives as null.
    if (node !== undefined && !(node.kind === "scalar" && node.value === null)) nodes.push(node);
  }
  return nodes;
}

/** Brackets inside each other: what the library would take a level of the stack for. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 91 || c === 123) most = Math.max(most, (depth += 1));
    else if (c === 93 || c === 125) depth = Math.max(0, depth - 1);
    else if (c === 10 && depth > 0 && text.charCodeAt(i + 1) > 32) depth = 0;
  }
  return most;
}

/** Anchors, aliases and tags: the library takes more than linear time for many. Counted a little too high. */
function properties(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c !== 38 && c !== 42 && c !== 33) continue;
    const before = i === 0 ? 32 : text.charCodeAt(i - 1);
    const after = text.charCodeAt(i + 1);
    if ((before <= 32 || before === 91 || before === 123 || before === 44) && after > 32) count += 1;
  }
  return count;
}

const spanOf = (node: Node): Span => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });

function nodeOf(node: Node, depth: number, keyAt?: Span): DataNode {
  const common = { at: spanOf(node), ...(keyAt === undefined ? {} : { keyAt }) };
  if (depth > mostDepth) throw new DocumentFault("nested too deep", common.at.start);
  if (isMap(node)) {
    const entries = new Map<string, DataNode>();
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const at = spanOf(key);
      const inner = value as Node | null;
      entries.set(
        String(key.value),
        inner === null ? { kind: "scalar", value: null, at, keyAt: at } : nodeOf(inner, depth + 1, at),
      );
    }
    return { ...common, kind: "map", entries };
  }
  if (isSeq(node))
    return { ...common, kind: "list", items: node.items.map((item) => nodeOf(item as Node, depth + 1)) };
  if (isAlias(node) || !isScalar(node)) return { ...common, kind: "scalar", value: null };
  const { value } = node;
  const plain =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  return { ...common, kind: "scalar", value: plain };
}

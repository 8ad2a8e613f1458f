import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
  type Document,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { JsonObject } from "../../contracts/index.ts";

/**
 * Adds an item to a list of a policy file, or a member to one of its maps, and leaves every other character as it
 * is: comments, order and spacing are people's. The list or map is made at the end where there is none.
 *
 * @returns undefined where it is written in flow style (`[…]`, `{…}`) or is something else: a person must edit it
 */
export function insertItem(text: string, key: string, item: JsonObject): string | undefined {
  const document = parseDocument(text);
  const node = document.get(key, true);
  const list = key !== "detectors";
  const written = list ? stringify([item], { lineWidth: 110 }) : stringify(item, { lineWidth: 110 });
  if (node === undefined || node === null) {
    if (document.has(key)) return undefined;
    return `${withNewline(text)}\n${key}:\n${indented(written, 2)}`;
  }
  if (list ? !isSeq(node) : !isMap(node)) return undefined;
  // Safe: it is one of the two, as was just asked.
  const { flow, range, items } = node as unknown as YAMLSeq | YAMLMap;
  const last = endOfLast(items.at(-1));
  if (flow === true || range == null || last === undefined) return undefined;
  const column = range[0] - (text.lastIndexOf("\n", range[0] - 1) + 1);
  const at = lineEnd(text, last);
  return withNewline(text.slice(0, at)) + indented(written, column) + text.slice(at);
}

/** Counts the last number of `policy.version` up by one: a changed policy must be newer to take its place. */
export function raiseVersion(text: string): string | undefined {
  const node = versionOf(parseDocument(text));
  if (node?.range == null) return undefined;
  const [start, end] = node.range;
  const raised = text
    .slice(start, end)
    .replace(/\.(\d{1,6})(?=["']?$)/u, (_, patch: string) => `.${Number(patch) + 1}`);
  return text.slice(0, start) + raised + text.slice(end);
}

function versionOf(document: Document): Node | undefined {
  const node = document.getIn(["policy", "version"], true);
  return isScalar(node) ? node : undefined;
}

/** Where the last item, or the value of the last pair, ends. */
function endOfLast(item: unknown): number | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const node = "value" in item && "key" in item ? item.value : item;
  // Safe: nodes of a parsed document carry their range; anything else is refused.
  return (node as Partial<Node> | null)?.range?.[1];
}

function lineEnd(text: string, from: number): number {
  if (text[from - 1] === "\n") return from;
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

const withNewline = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
const indented = (text: string, by: number): string => text.replaceAll(/^(?=.)/gmu, " ".repeat(by));

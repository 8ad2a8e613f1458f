import { fieldOf, type SyntaxNode } from "../grammars/syntax-tree.ts";
import type { Expression } from "./nodes.ts";

/** Longer strings are cut: what they say beyond is data, not code. */
export const longestString = 65_536;

const simple: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\n": "",
  "0": "\0",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** What an escape of Python or JavaScript stands for; the character itself where it is none. */
export function unescaped(escape: string): string {
  const kind = escape.charAt(1);
  if (kind === "x" || kind === "u" || kind === "U") {
    const code = Number.parseInt(escape.slice(2).replaceAll(/[{}]/g, ""), 16);
    return Number.isNaN(code) || code > 0x10_ff_ff ? escape : String.fromCodePoint(code);
  }
  return simple[kind] ?? escape.slice(1);
}

/** A string with its prefix: bytes and raw strings as text, f-strings as their parts. */
export function pythonString(
  text: string,
  node: SyntaxNode,
  lower: (node: SyntaxNode) => Expression,
): Expression {
  const at = { start: node.start, end: node.end };
  const opening = node.children.find(({ type }) => type === "string_start");
  const prefix = opening === undefined ? "" : text.slice(opening.start, opening.end).toLowerCase();
  const raw = prefix.includes("r");
  const parts: (string | Expression)[] = [];
  let plain = "";
  for (const child of node.children) {
    if (child.type === "string_content") plain += content(text, child, raw);
    if (child.type !== "interpolation") continue;
    if (plain !== "") parts.push(plain);
    plain = "";
    const inner = fieldOf(child, "expression");
    if (inner !== undefined) parts.push(lower(inner));
  }
  if (parts.length === 0) return { k: "literal", at, value: plain };
  if (plain !== "") parts.push(plain);
  return { k: "template", at, parts };
}

function content(text: string, node: SyntaxNode, raw: boolean): string {
  const end = Math.min(node.end, node.start + longestString);
  if (raw || node.children.length === 0) return text.slice(node.start, end);
  let from = node.start;
  const made: string[] = [];
  for (const child of node.children) {
    if (child.start >= end) break;
    made.push(text.slice(from, child.start));
    const escape = text.slice(child.start, child.end);
    if (child.type === "escape_sequence") made.push(unescaped(escape));
    // `{{` in an f-string is one brace.
    else made.push(escape.charAt(0));
    from = child.end;
  }
  made.push(text.slice(from, end));
  return made.join("");
}

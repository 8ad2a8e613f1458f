import type { DataNode, Span } from "../contract/index.ts";

const mostDepth = 100;

/** Why a document could not be read to its end. */
export class DocumentFault extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * JSON with the place of every value, as settings files have it: comments and trailing commas are
 * let pass. Of a key that is given twice the last counts, as most readers have it. Linear time.
 *
 * @throws DocumentFault
 */
export function jsonTree(text: string): DataNode {
  const reader = new Reader(text);
  const node = reader.value(0);
  reader.space();
  if (reader.at < text.length) throw new DocumentFault("there is more behind the document", reader.at);
  return node;
}

const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

class Reader {
  readonly text: string;
  at: number;

  constructor(text: string) {
    this.text = text;
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  space(): void {
    for (;;) {
      const c = this.text.charCodeAt(this.at);
      if (c === 32 || c === 10 || c === 13 || c === 9) this.at += 1;
      else if (c === 47 && this.text.charCodeAt(this.at + 1) === 47) this.#to("\n", 1);
      else if (c === 47 && this.text.charCodeAt(this.at + 1) === 42) this.#to("*/", 2);
      else return;
    }
  }

  #to(end: string, length: number): void {
    const found = this.text.indexOf(end, this.at + 2);
    this.at = found < 0 ? this.text.length : found + length;
  }

  value(depth: number, keyAt?: Span): DataNode {
    this.space();
    if (depth > mostDepth) throw new DocumentFault("nested too deep", this.at);
    const start = this.at;
    const key = keyAt === undefined ? {} : { keyAt };
    const c = this.text.charAt(start);
    if (c === "{") return { ...key, kind: "map", entries: this.#entries(depth), at: { start, end: this.at } };
    if (c === "[") return { ...key, kind: "list", items: this.#items(depth), at: { start, end: this.at } };
    const value = this.#scalar(c);
    return { ...key, kind: "scalar", value, at: { start, end: this.at } };
  }

  #scalar(c: string): string | number | boolean | null {
    if (c === '"') return this.#string();
    word.lastIndex = this.at;
    const [found] = word.exec(this.text) ?? [];
    if (found !== undefined) {
      this.at += found.length;
      return found === "null" ? null : found === "true";
    }
    number.lastIndex = this.at;
    const [digits] = number.exec(this.text) ?? [];
    if (digits === undefined) throw new DocumentFault("a value was expected", this.at);
    this.at += digits.length;
    return Number(digits);
  }

  #string(): string {
    const start = this.at;
    let end = start + 1;
    for (;;) {
      const c = this.text.charCodeAt(end);
      if (Number.isNaN(c) || c === 10) throw new DocumentFault("a text is not closed", start);
      if (c === 34) break;
      end += c === 92 ? 2 : 1;
    }
    this.at = end + 1;
    const raw = this.text.slice(start, end + 1);
    if (!raw.includes("\\")) return raw.slice(1, -1);
    try {
      return String(JSON.parse(raw));
    } catch {
      return raw.slice(1, -1);
    }
  }

  #entries(depth: number): Map<string, DataNode> {
    const entries = new Map<string, DataNode>();
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text.charAt(this.at) === "}") break;
      if (this.text.charAt(this.at) !== '"') throw new DocumentFault("a key was expected", this.at);
      const start = this.at;
      const key = this.#string();
      const keyAt = { start, end: this.at };
      this.space();
      if (this.text.charAt(this.at) !== ":") throw new DocumentFault("`:` was expected", this.at);
      this.at += 1;
      entries.set(key, this.value(depth + 1, keyAt));
      this.space();
      if (this.text.charAt(this.at) === ",") this.at += 1;
      else if (this.text.charAt(this.at) !== "}") throw new DocumentFault("`,` or `}` was expected", this.at);
    }
    this.at += 1;
    return entries;
  }

  #items(depth: number): DataNode[] {
    const items: DataNode[] = [];
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text.charAt(this.at) === "]") break;
      items.push(this.value(depth + 1));
      this.space();
      if (this.text.charAt(this.at) === ",") this.at += 1;
      else if (this.text.charAt(this.at) !== "]") throw new DocumentFault("`,` or `]` was expected", this.at);
    }
    this.at += 1;
    return items;
  }
}

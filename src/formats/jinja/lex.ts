import { FormatFault } from "../fault/format-fault.ts";
import { unescapeLiteral } from "./strings.ts";

export type JinjaToken =
  | { readonly kind: "name" | "operator"; readonly text: string; readonly at: number }
  | { readonly kind: "text"; readonly text: string; readonly at: number }
  | { readonly kind: "number"; readonly value: number; readonly text: string; readonly at: number };

/** A piece of a template: text as it is, a comment, `{{ … }}` or `{% … %}`. */
export type Segment =
  | { readonly kind: "data"; readonly text: string; readonly at: number }
  | { readonly kind: "comment"; readonly text: string; readonly at: number }
  | { readonly kind: "output"; readonly tokens: readonly JinjaToken[]; readonly at: number }
  | { readonly kind: "block"; readonly tokens: readonly JinjaToken[]; readonly at: number };

const identifier = /[\p{ID_Start}_][\p{ID_Continue}_]*/uy;
const number =
  /0[xX][0-9a-fA-F_]{1,40}|0[oO][0-7_]{1,40}|0[bB][01_]{1,80}|\d[\d_]{0,400}(?:\.\d[\d_]{0,400})?(?:[eE][+-]?\d{1,10})?/y;
const operators = [
  "**",
  "//",
  "==",
  "!=",
  "<=",
  ">=",
  "<",
  ">",
  "=",
  "+",
  "-",
  "*",
  "/",
  "%",
  "~",
  "|",
  ".",
  ",",
  ":",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
];
const closing: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/**
 * Cuts a template into its pieces in one pass, with Jinja's rules: `-` eats white space, `raw` is left alone,
 * `}}` inside of brackets does not end an output, line statements are off.
 *
 * @throws FormatFault for a tag without end or a sign no expression has
 */
export function lexJinja(template: string): readonly Segment[] {
  return new Lexer(template).segments();
}

class Lexer {
  readonly #text: string;
  readonly #segments: Segment[] = [];
  #at = 0;
  #strip = false;

  constructor(text: string) {
    this.#text = text;
  }

  segments(): readonly Segment[] {
    for (;;) {
      const start = this.#nextTag();
      if (start === -1) {
        this.#data(this.#at, this.#text.length, false);
        return this.#segments;
      }
      const sign = this.#text[start + 1];
      const control = this.#text[start + 2];
      this.#data(this.#at, start, control === "-");
      this.#at = start + 2 + (control === "-" || control === "+" ? 1 : 0);
      if (sign === "#") this.#comment(start);
      else if (sign === "{") this.#tag(start, "output", "}}");
      else this.#tag(start, "block", "%}");
    }
  }

  #nextTag(): number {
    for (let at = this.#text.indexOf("{", this.#at); at !== -1; at = this.#text.indexOf("{", at + 1)) {
      const next = this.#text[at + 1];
      if (next === "{" || next === "%" || next === "#") return at;
    }
    return -1;
  }

  #data(from: number, to: number, stripEnd: boolean): void {
    let text = this.#text.slice(from, to);
    const lead = this.#strip ? text.length - text.trimStart().length : 0;
    text = text.slice(lead);
    if (stripEnd) text = text.trimEnd();
    if (text !== "") this.#segments.push({ kind: "data", text, at: from + lead });
    this.#strip = false;
  }

  #comment(start: number): void {
    const end = this.#text.indexOf("#}", this.#at);
    if (end === -1) throw new FormatFault("malformed", "a comment without end in a template", start);
    this.#strip = this.#text[end - 1] === "-";
    this.#segments.push({ kind: "comment", text: this.#text.slice(this.#at, end), at: start });
    this.#at = end + 2;
  }

  #tag(start: number, kind: "output" | "block", end: "}}" | "%}"): void {
    const tokens: JinjaToken[] = [];
    const open: string[] = [];
    for (;;) {
      this.#space();
      const sign = this.#text[this.#at];
      if (sign === undefined) throw new FormatFault("malformed", "a tag without end in a template", start);
      const controlled = (sign === "-" || sign === "+") && this.#text.startsWith(end, this.#at + 1);
      if (open.length === 0 && (controlled || this.#text.startsWith(end, this.#at))) {
        this.#strip = sign === "-" && controlled;
        this.#at += end.length + (controlled ? 1 : 0);
        break;
      }
      const token = this.#token(sign);
      tokens.push(token);
      if (token.kind !== "operator") continue;
      if (token.text === "(" || token.text === "[" || token.text === "{") open.push(token.text);
      const opener = closing[token.text];
      if (opener !== undefined && open.pop() !== opener)
        throw new FormatFault("malformed", `\`${token.text}\` closes nothing in a template`, token.at);
    }
    const [first] = tokens;
    if (kind === "block" && tokens.length === 1 && first?.kind === "name" && first.text === "raw")
      this.#raw(start);
    else this.#segments.push({ kind, tokens, at: start });
  }

  /** Up to `{% endraw %}`, whatever stands there. */
  #raw(start: number): void {
    const from = this.#at;
    const stripStart = this.#strip;
    for (let at = this.#text.indexOf("{%", from); at !== -1; at = this.#text.indexOf("{%", at + 2)) {
      const match = endRaw(this.#text, at + 2);
      if (match === undefined) continue;
      this.#strip = stripStart;
      this.#data(from, at, match.stripBefore);
      this.#strip = match.stripAfter;
      this.#at = match.end;
      return;
    }
    throw new FormatFault("malformed", "`raw` without end in a template", start);
  }

  #token(sign: string): JinjaToken {
    const at = this.#at;
    if (sign === "'" || sign === '"') return this.#string(sign, at);
    identifier.lastIndex = at;
    const name = identifier.exec(this.#text)?.[0];
    if (name !== undefined) {
      this.#at += name.length;
      return { kind: "name", text: name, at };
    }
    number.lastIndex = at;
    const digits = number.exec(this.#text)?.[0];
    if (digits !== undefined) {
      this.#at += digits.length;
      return { kind: "number", value: Number(digits.replaceAll("_", "")), text: digits, at };
    }
    const operator = operators.find((one) => this.#text.startsWith(one, at));
    if (operator === undefined) throw new FormatFault("malformed", "a sign that no template has", at);
    this.#at += operator.length;
    return { kind: "operator", text: operator, at };
  }

  #string(quote: string, at: number): JinjaToken {
    let end = at + 1;
    for (; this.#text[end] !== quote; end++) {
      if (end >= this.#text.length)
        throw new FormatFault("malformed", "a text without end in a template", at);
      if (this.#text[end] === "\\") end += 1;
    }
    this.#at = end + 1;
    return { kind: "text", text: unescapeLiteral(this.#text.slice(at + 1, end)), at };
  }

  #space(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x85;
}

function endRaw(
  text: string,
  from: number,
): { readonly end: number; readonly stripBefore: boolean; readonly stripAfter: boolean } | undefined {
  let at = from;
  const stripBefore = text[at] === "-";
  if (stripBefore || text[at] === "+") at += 1;
  // White space before `endraw` is bounded, so that a row of `{%` with spaces costs no more than its length.
  for (let n = 0; n < 64 && isSpace(text.charCodeAt(at)); n++) at += 1;
  if (!text.startsWith("endraw", at)) return undefined;
  at += "endraw".length;
  for (let n = 0; n < 64 && isSpace(text.charCodeAt(at)); n++) at += 1;
  const stripAfter = text[at] === "-";
  if (stripAfter || text[at] === "+") at += 1;
  return text.startsWith("%}", at) ? { end: at + 2, stripBefore, stripAfter } : undefined;
}

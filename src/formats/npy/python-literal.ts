import { FormatFault } from "../fault/format-fault.ts";

/** What a Python literal can be; a number beyond 2^53 stays a bigint. */
export type PythonLiteral =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly value: number | bigint }
  | { readonly kind: "name"; readonly name: "True" | "False" | "None" }
  | { readonly kind: "list" | "tuple"; readonly items: readonly PythonLiteral[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [PythonLiteral, PythonLiteral])[] };

const deepest = 32;
const whole = /[+-]?\d{1,30}/y;
const word = /[A-Za-z]{1,8}/y;
const simpleEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/**
 * Reads one Python literal made of dicts, lists, tuples, texts, whole numbers, `True`, `False` and `None`:
 * what the header of an array is written in. Nothing is evaluated. One pass, 32 levels at most.
 *
 * @param base where the text starts in its file, for the place of a fault
 * @throws FormatFault `malformed`; `too-large` when nested deeper
 * @example parsePythonLiteral("{'shape': (2, 3)}", 10)
 */
export function parsePythonLiteral(text: string, base = 0): PythonLiteral {
  const reader = new Reader(text, base);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  readonly #base: number;
  #at = 0;

  constructor(text: string, base: number) {
    this.#text = text;
    this.#base = base;
  }

  value(depth: number): PythonLiteral {
    if (depth > deepest)
      throw new FormatFault("too-large", `nested deeper than ${deepest} levels`, this.#place());
    this.#space();
    const sign = this.#text.charAt(this.#at);
    switch (sign) {
      case "{":
        return this.#dict(depth + 1);
      case "(":
      case "[":
        return this.#sequence(depth + 1, sign);
      case "'":
      case '"':
        return { kind: "text", text: this.#string(sign) };
      default:
        return this.#plain();
    }
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw this.#wrong("something behind the value");
  }

  #dict(depth: number): PythonLiteral {
    const entries: (readonly [PythonLiteral, PythonLiteral])[] = [];
    this.#at += 1;
    for (;;) {
      this.#space();
      if (this.#take("}")) return { kind: "dict", entries };
      const key = this.value(depth);
      this.#space();
      if (!this.#take(":")) throw this.#wrong("no `:` behind a key");
      entries.push([key, this.value(depth)]);
      this.#space();
      if (this.#take(",")) continue;
      if (!this.#take("}")) throw this.#wrong("neither `,` nor `}`");
      return { kind: "dict", entries };
    }
  }

  #sequence(depth: number, open: "(" | "["): PythonLiteral {
    const close = open === "(" ? ")" : "]";
    const items: PythonLiteral[] = [];
    let comma = false;
    this.#at += 1;
    for (;;) {
      this.#space();
      if (this.#take(close)) break;
      if (items.length > 0 && !comma) throw this.#wrong(`neither \`,\` nor \`${close}\``);
      items.push(this.value(depth));
      this.#space();
      comma = this.#take(",");
    }
    const [first] = items;
    // `(x)` is x in brackets; only `(x,)` is a tuple.
    if (open === "(" && items.length === 1 && !comma && first !== undefined) return first;
    return { kind: open === "(" ? "tuple" : "list", items };
  }

  #string(quote: string): string {
    let text = "";
    for (this.#at += 1; ; this.#at += 1) {
      const sign = this.#text[this.#at];
      if (sign === undefined || sign === "\n") throw this.#wrong("a text without end");
      if (sign === quote) break;
      if (sign !== "\\") {
        text += sign;
        continue;
      }
      this.#at += 1;
      text += this.#escape();
    }
    this.#at += 1;
    return text;
  }

  #escape(): string {
    const sign = this.#text[this.#at] ?? "";
    const simple = simpleEscapes[sign];
    if (simple !== undefined) return simple;
    const digits = sign === "x" ? 2 : sign === "u" ? 4 : sign === "U" ? 8 : 0;
    const hex = this.#text.slice(this.#at + 1, this.#at + 1 + digits);
    const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : -1;
    if (digits === 0 || code < 0 || code > 0x10ffff) throw this.#wrong("an escape that is not read here");
    this.#at += digits;
    return String.fromCodePoint(code);
  }

  #plain(): PythonLiteral {
    word.lastIndex = this.#at;
    const name = word.exec(this.#text)?.[0];
    if (name === "True" || name === "False" || name === "None") {
      this.#at += name.length;
      return { kind: "name", name };
    }
    whole.lastIndex = this.#at;
    const digits = whole.exec(this.#text)?.[0];
    if (digits === undefined) throw this.#wrong("no value");
    this.#at += digits.length;
    // Python 2 wrote `10L`.
    this.#take("L");
    const value = Number(digits);
    return { kind: "number", value: Number.isSafeInteger(value) ? value : BigInt(digits) };
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09 && code !== 0x0c) return;
      this.#at += 1;
    }
  }

  #place(): number {
    return this.#base + this.#at;
  }

  #wrong(what: string): FormatFault {
    return new FormatFault("malformed", `${what} in a Python literal`, this.#place());
  }
}

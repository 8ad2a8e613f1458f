import type { JsonValue } from "../../contracts/index.ts";
import type { Place } from "../../errors/index.ts";
import { decodeText } from "../bounded/read-bounded.ts";
import { formatsErrors } from "../errors.ts";
import { visibleText } from "../visible-text/visible-text.ts";

export interface JsonLimits {
  /** Bytes given, or UTF-16 units of the text given. */
  readonly maxLength: number;
  /** Objects and arrays inside each other. */
  readonly maxDepth: number;
}

export const defaultJsonLimits: JsonLimits = { maxLength: 16_000_000, maxDepth: 128 };

/**
 * Parses JSON (RFC 8259) from hostile bytes in linear time. Unlike `JSON.parse` it is bounded in depth,
 * says line and column, refuses a member name used twice (two programs would read two different
 * documents), `__proto__`, lone surrogates and numbers too large to hold.
 *
 * @throws FORMATS_TOO_LARGE, FORMATS_NOT_TEXT, FORMATS_TOO_DEEP, FORMATS_JSON_SYNTAX,
 *   FORMATS_JSON_DUPLICATE_KEY, FORMATS_FORBIDDEN_KEY
 * @example parseJson('{"a": [1, true]}') // { a: [1, true] }
 */
export function parseJson(
  input: Uint8Array | string,
  options: { readonly file?: string; readonly limits?: Partial<JsonLimits> } = {},
): JsonValue {
  const limits = { ...defaultJsonLimits, ...options.limits };
  const file = options.file === undefined ? {} : { file: options.file };
  if (input.length > limits.maxLength) {
    throw formatsErrors.tooLarge(`The document has more than ${limits.maxLength} bytes.`, file);
  }
  const text = typeof input === "string" ? input.replace(/^\uFEFF/, "") : decodeText(input, options.file);
  return new Reader(text, limits.maxDepth, file).document();
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

class Reader {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #file: { readonly file?: string };
  #at = 0;

  constructor(text: string, maxDepth: number, file: { readonly file?: string }) {
    this.#text = text;
    this.#maxDepth = maxDepth;
    this.#file = file;
  }

  document(): JsonValue {
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#unexpected("the end of the document");
    return value;
  }

  #value(depth: number): JsonValue {
    this.#space();
    switch (this.#text.charAt(this.#at)) {
      case "{":
        return this.#object(this.#deeper(depth));
      case "[":
        return this.#array(this.#deeper(depth));
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonValue {
    const members: Record<string, JsonValue> = {};
    this.#at += 1;
    this.#space();
    if (this.#take("}")) return members;
    for (;;) {
      this.#space();
      const start = this.#at;
      if (this.#text[start] !== '"') throw this.#unexpected("a member name in quotes");
      const name = this.#string();
      if (name === "__proto__")
        throw formatsErrors.forbiddenKey("`__proto__` must not be a member name.", this.#place(start));
      if (Object.hasOwn(members, name)) {
        const message = `The member \`${visibleText(name.slice(0, 80))}\` is there twice.`;
        throw formatsErrors.jsonDuplicateKey(message, this.#place(start));
      }
      this.#space();
      if (!this.#take(":")) throw this.#unexpected("`:`");
      members[name] = this.#value(depth);
      this.#space();
      if (this.#take("}")) return members;
      if (!this.#take(",")) throw this.#unexpected("`,` or `}`");
    }
  }

  #array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take("]")) return items;
    for (;;) {
      items.push(this.#value(depth));
      this.#space();
      if (this.#take("]")) return items;
      if (!this.#take(",")) throw this.#unexpected("`,` or `]`");
    }
  }

  #string(): string {
    const start = this.#at;
    let at = start + 1;
    let plain = true;
    for (;;) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x22) break;
      if (code === 0x5c) {
        plain = false;
        at += 1;
      } else if (code < 0x20 || Number.isNaN(code)) {
        this.#at = at;
        throw this.#unexpected("the end of the string");
      }
      at += 1;
    }
    this.#at = at + 1;
    const value = plain ? this.#text.slice(start + 1, at) : this.#unescape(start);
    if (!value.isWellFormed())
      throw formatsErrors.jsonSyntax(
        "A string holds half a character (a lone surrogate).",
        this.#place(start),
      );
    return value;
  }

  #unescape(start: number): string {
    try {
      // Safe: the slice starts and ends with a quote, so that only a string can come out.
      return JSON.parse(this.#text.slice(start, this.#at)) as string;
    } catch (cause) {
      throw formatsErrors.jsonSyntax("A string holds a wrong escape.", this.#place(start), { cause });
    }
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) throw this.#unexpected("a value");
    const value = Number(match[0]);
    if (!Number.isFinite(value))
      throw formatsErrors.jsonSyntax("A number is too large to hold.", this.#place(this.#at));
    this.#at += match[0].length;
    return value;
  }

  #word<Value extends JsonValue>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) throw this.#unexpected("a value");
    this.#at += word.length;
    return value;
  }

  #deeper(depth: number): number {
    if (depth >= this.#maxDepth) {
      const message = `The document is nested deeper than ${this.#maxDepth} levels.`;
      throw formatsErrors.tooDeep(message, this.#place(this.#at));
    }
    return depth + 1;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  #unexpected(wanted: string): Error {
    const found = this.#text.slice(this.#at, this.#at + 1);
    const seen = found === "" ? "the document ends" : `there is \`${visibleText(found)}\``;
    return formatsErrors.jsonSyntax(`Expected ${wanted}, but ${seen}.`, this.#place(this.#at));
  }

  #place(offset: number): Place {
    let line = 1;
    let start = 0;
    for (
      let next = this.#text.indexOf("\n");
      next >= 0 && next < offset;
      next = this.#text.indexOf("\n", start)
    ) {
      line += 1;
      start = next + 1;
    }
    return { ...this.#file, line, column: offset - start + 1 };
  }
}

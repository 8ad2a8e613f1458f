import type { JsonValue } from "../../contracts/index.ts";
import { FormatFault } from "../fault/format-fault.ts";

/** A JSON document as lenient readers take it. */
export interface LooseJson {
  readonly value: JsonValue;
  /** Names that an object has more than once. The last value counts for most readers. */
  readonly duplicates: readonly string[];
  /** The values that a later one of the same name replaced: another reader takes these. */
  readonly replaced: readonly JsonValue[];
}

const deepest = 512;
const mostReplaced = 10_000;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const words: readonly (readonly [string, JsonValue])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];

/**
 * Reads JSON as Python's `json.loads` does, which most loaders of models use: `NaN` and infinities are numbers,
 * a name may be there twice, half characters are text. What it takes must not be passed over here as "no JSON".
 * Linear time, bounded depth; objects have no prototype.
 *
 * @throws FormatFault `malformed` where Python would refuse it too, `too-large` deeper than 512
 * @example readLooseJson('{"a": NaN, "a": 1}').duplicates // ["a"]
 */
export function readLooseJson(text: string): LooseJson {
  return new Reader(text).document();
}

class Reader {
  readonly #text: string;
  readonly #duplicates = new Set<string>();
  readonly #replaced: JsonValue[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): LooseJson {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1;
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#fault("something behind the end");
    return { value, duplicates: [...this.#duplicates], replaced: this.#replaced };
  }

  #value(depth: number): JsonValue {
    if (depth > deepest) throw new FormatFault("too-large", `JSON deeper than ${deepest}`, this.#at);
    this.#space();
    const sign = this.#text[this.#at];
    if (sign === "{") return this.#object(depth);
    if (sign === "[") return this.#array(depth);
    if (sign === '"') return this.#string();
    for (const [word, value] of words)
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    number.lastIndex = this.#at;
    const match = number.exec(this.#text);
    if (match === null) throw this.#fault("no value");
    this.#at += match[0].length;
    return Number(match[0]);
  }

  #object(depth: number): JsonValue {
    // Without a prototype, so that no name means anything.
    const members = Object.create(null) as Record<string, JsonValue>;
    this.#at += 1;
    this.#space();
    if (this.#take("}")) return members;
    for (;;) {
      this.#space();
      if (this.#text[this.#at] !== '"') throw this.#fault("no member name");
      const name = this.#string();
      this.#space();
      if (!this.#take(":")) throw this.#fault("no colon");
      const value = this.#value(depth + 1);
      const before = members[name];
      if (before !== undefined) {
        if (this.#replaced.length >= mostReplaced)
          throw new FormatFault("too-large", `more than ${mostReplaced} names are there twice`, this.#at);
        this.#duplicates.add(name);
        this.#replaced.push(before);
      }
      members[name] = value;
      this.#space();
      if (this.#take("}")) return members;
      if (!this.#take(",")) throw this.#fault("no comma");
    }
  }

  #array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take("]")) return items;
    for (;;) {
      items.push(this.#value(depth + 1));
      this.#space();
      if (this.#take("]")) return items;
      if (!this.#take(",")) throw this.#fault("no comma");
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
      } else if (code < 0x20 || Number.isNaN(code)) throw this.#fault("a string that does not end");
      at += 1;
    }
    this.#at = at + 1;
    if (plain) return this.#text.slice(start + 1, at);
    try {
      // Safe: the slice starts and ends with a quote, so that only a string can come out.
      return JSON.parse(this.#text.slice(start, at + 1)) as string;
    } catch {
      throw new FormatFault("malformed", "a string with a wrong escape", start);
    }
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
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

  #fault(what: string): FormatFault {
    return new FormatFault("malformed", `${what} in JSON`, this.#at);
  }
}

import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";

export type TokenKind = "name" | "number" | "text" | "sign" | "end";

const windowBytes = 256 * 1024;
/** Names and numbers are no longer than this; the window always holds as much. */
const longestWord = 4096;

const space = 1;
const wordStart = 2;
const digit = 4;
const sign = 8;
const kinds = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d]) kinds[byte] = space;
for (let byte = 0; byte < 26; byte++) kinds[0x41 + byte] = kinds[0x61 + byte] = wordStart;
kinds[0x5f] = wordStart;
for (let byte = 0x30; byte < 0x3a; byte++) kinds[byte] = digit;
for (const byte of Buffer.from("{}<>[]:,;-/.")) kinds[byte] = sign;

/**
 * The words of a protocol buffer in its text form, one at a time, in windows: names, numbers, texts without their
 * quotes and escapes, and signs. Comments and spaces lie between them.
 *
 * Format: protobuf.dev, "Text Format Language Specification".
 *
 * @throws FormatFault `malformed`, `truncated`
 */
export class TextTokens {
  readonly #source: ByteSource;
  #window: Uint8Array = new Uint8Array(0);
  #base = 0;
  #at = 0;

  kind: TokenKind = "sign";
  /** Of a name or number; of a sign itself. */
  word = "";
  /** Of a text: as much of it as was asked for. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Of a text: it is longer than what was asked for. */
  cut = false;
  start = 0;
  /** Behind the token. */
  end = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Goes on to the next token. Of texts that follow one another, which count as one, up to `keep` bytes are kept. */
  async next(keep = 0): Promise<void> {
    if (!this.#skipHere()) await this.#skipSpace();
    this.start = this.#base + this.#at;
    const first = this.#window[this.#at];
    if (first === undefined) {
      this.#settle("end", "");
      return;
    }
    const kind = kinds[first] ?? 0;
    if (first === 0x22 || first === 0x27) {
      await this.#text(keep);
      return;
    }
    if (kind === sign) {
      this.#at += 1;
      this.#settle("sign", String.fromCharCode(first));
      return;
    }
    if (kind !== wordStart && kind !== digit)
      throw new FormatFault("malformed", "a letter that no text of this form has", this.start);
    const from = this.#at;
    const isNumber = kind === digit;
    while (isWordPart(this.#window[this.#at], isNumber, this.#window[this.#at - 1])) this.#at += 1;
    if (this.#at - from > longestWord)
      throw new FormatFault("malformed", `a word of more than ${longestWord} letters`, this.start);
    const word = Buffer.from(this.#window.buffer, this.#window.byteOffset + from, this.#at - from);
    this.#settle(isNumber ? "number" : "name", word.toString("latin1"));
  }

  isSign(...signs: readonly string[]): boolean {
    return this.kind === "sign" && signs.includes(this.word);
  }

  isKind(...some: readonly TokenKind[]): boolean {
    return some.includes(this.kind);
  }

  #settle(kind: TokenKind, word: string): void {
    this.kind = kind;
    this.word = word;
    this.end = this.#base + this.#at;
  }

  /** The window holds a whole word from here, or the rest of the source. */
  async #fill(): Promise<void> {
    const left = this.#window.length - this.#at;
    if (left > longestWord || this.#base + this.#window.length >= this.#source.size) return;
    this.#base += this.#at;
    this.#at = 0;
    this.#window = (await this.#source.read(this.#base, windowBytes)).slice();
  }

  /** Spaces alone, where the next word is in the window as a whole. */
  #skipHere(): boolean {
    const window = this.#window;
    const stop = window.length - longestWord;
    let at = this.#at;
    while (at < stop && kinds[window[at] ?? 0] === space) at += 1;
    this.#at = at;
    return at < stop && window[at] !== 0x23;
  }

  async #skipSpace(): Promise<void> {
    let inComment = false;
    for (;;) {
      if (this.#window.length - this.#at <= longestWord) await this.#fill();
      const window = this.#window;
      for (; this.#at < window.length; this.#at++) {
        const byte = window[this.#at] ?? 0;
        if (inComment) inComment = byte !== 0x0a;
        else if (byte === 0x23) inComment = true;
        else if (kinds[byte] !== space) break;
      }
      if (this.#at < window.length || this.#base + this.#at >= this.#source.size) break;
    }
    if (this.#window.length - this.#at <= longestWord) await this.#fill();
  }

  async #text(keep: number): Promise<void> {
    const kept = new Kept(keep);
    let end = this.start;
    for (;;) {
      await this.#quoted(kept);
      end = this.#base + this.#at;
      await this.#skipSpace();
      const next = this.#window[this.#at];
      if (next !== 0x22 && next !== 0x27) break;
    }
    this.bytes = kept.bytes();
    this.cut = kept.cut;
    this.kind = "text";
    this.word = "";
    this.end = end;
  }

  async #quoted(kept: Kept): Promise<void> {
    const quote = this.#window[this.#at];
    this.#at += 1;
    for (;;) {
      if (this.#window.length - this.#at <= longestWord) await this.#fill();
      // An escape is ten letters at most: it never crosses the end of what is looked at in one go.
      const stop = Math.max(this.#at + 1, this.#window.length - 16);
      for (; this.#at < stop;) {
        const byte = this.#window[this.#at];
        if (byte === undefined || byte === 0)
          throw new FormatFault("truncated", "a text that does not end", this.start);
        this.#at += 1;
        if (byte === quote) return;
        if (byte === 0x5c) this.#escape(kept);
        else kept.put(byte);
      }
    }
  }

  #escape(kept: Kept): void {
    const letter = String.fromCharCode(this.#window[this.#at] ?? 0);
    this.#at += 1;
    const plain = plainEscapes[letter];
    if (plain !== undefined) {
      kept.put(plain);
      return;
    }
    if (letter >= "0" && letter <= "7") {
      this.#at -= 1;
      kept.put(this.#digits(8, 3) & 0xff);
      return;
    }
    if (letter === "x" || letter === "X") {
      kept.put(this.#digits(16, 2));
      return;
    }
    if (letter === "u" || letter === "U") {
      const code = this.#digits(16, letter === "u" ? 4 : 8);
      if (code > 0x10ffff) throw new FormatFault("malformed", "an escape beyond Unicode", this.start);
      for (const byte of Buffer.from(String.fromCodePoint(code))) kept.put(byte);
      return;
    }
    throw new FormatFault("malformed", "an escape that is none", this.#base + this.#at - 2);
  }

  #digits(base: 8 | 16, most: number): number {
    let value = 0;
    let count = 0;
    for (; count < most; count++) {
      const one = Number.parseInt(String.fromCharCode(this.#window[this.#at] ?? 0), base);
      if (Number.isNaN(one)) break;
      value = value * base + one;
      this.#at += 1;
    }
    if (count === 0) throw new FormatFault("malformed", "an escape without digits", this.#base + this.#at);
    return value;
  }
}

/** The first bytes of a text. */
class Kept {
  readonly #most: number;
  #bytes: Uint8Array;
  #length = 0;
  cut = false;

  constructor(most: number) {
    this.#most = most;
    this.#bytes = new Uint8Array(Math.min(most, 64));
  }

  put(byte: number): void {
    if (this.#length >= this.#most) {
      this.cut = true;
      return;
    }
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(Math.min(this.#most, 2 * this.#length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length++] = byte;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

const plainEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "?": 0x3f,
  "\\": 0x5c,
  "'": 0x27,
  '"': 0x22,
};

/** Of a number also its point, and the sign of its exponent. */
function isWordPart(byte: number | undefined, isNumber: boolean, before: number | undefined): boolean {
  const kind = kinds[byte ?? 0] ?? 0;
  if (kind === wordStart || kind === digit) return true;
  if (!isNumber) return false;
  return byte === 0x2e || ((byte === 0x2b || byte === 0x2d) && (before === 0x65 || before === 0x45));
}

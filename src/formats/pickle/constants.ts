import { FormatFault } from "../fault/format-fault.ts";

const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder("utf-8");

/** Where a constant's bytes lie behind the place of its instruction. */
export interface Extent {
  /** Bytes before the content: the instruction and its count, or an opening quote. */
  readonly skip: number;
  /** Bytes of content; -1 where it goes to the end of the line. */
  readonly length: number;
}

/** Reads the extent of the constant whose instruction the view begins with. */
export function extentOf(head: Uint8Array): Extent {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  switch (head[0] ?? 0) {
    case 0x43: // SHORT_BINBYTES
    case 0x55: // SHORT_BINSTRING
    case 0x8c: // SHORT_BINUNICODE
    case 0x8a: // LONG1
      return { skip: 2, length: head[1] ?? 0 };
    case 0x42: // BINBYTES
    case 0x58: // BINUNICODE
    case 0x54: // BINSTRING
    case 0x8b: // LONG4
      return { skip: 5, length: view.getUint32(1, true) };
    case 0x8d: // BINUNICODE8
    case 0x8e: // BINBYTES8
    case 0x96: // BYTEARRAY8
      return { skip: 9, length: Number(view.getBigUint64(1, true)) };
    default:
      return { skip: 1, length: -1 };
  }
}

/**
 * The text a text constant stands for, as Python 3 reads it by default.
 *
 * @param code the instruction
 * @param content its bytes without count and without the end of the line
 */
export function textOf(code: number, content: Uint8Array): string {
  if (code === 0x56) return rawUnicodeEscapes(latin1(content));
  if (code === 0x53) return escapes(latin1(content.subarray(1, -1)));
  return lenient.decode(content);
}

/** Names are not longer than this; of a longer text only so much is read. */
export const longestName = 4096;

/**
 * The text of the constant whose instruction `bytes` begins with; undefined where it does not lie in
 * them as a whole. More than `longestName` bytes are cut off.
 */
export function textAt(bytes: Uint8Array): string | undefined {
  if (bytes.length < 9 && !lineOrShort(bytes)) return undefined;
  const { skip, length } = extentOf(bytes);
  const end = length < 0 ? bytes.subarray(0, longestName).indexOf(10) : skip + Math.min(length, longestName);
  if (end < 0 ? bytes.length < longestName : end > bytes.length) return undefined;
  return textOf(bytes[0] ?? 0, bytes.subarray(skip, end < 0 ? longestName : end));
}

function lineOrShort(bytes: Uint8Array): boolean {
  const [code] = bytes;
  return code === 0x8c || code === 0x55 || code === 0x53 || code === 0x56;
}

/** As the C unpickler reads names: UTF-8, or nothing at all. */
export function nameOf(content: Uint8Array, at: number): string {
  let ascii = "";
  for (const byte of content) {
    if (byte >= 128) return decodeStrictly(content, at);
    ascii += String.fromCharCode(byte);
  }
  return ascii;
}

function decodeStrictly(content: Uint8Array, at: number): string {
  try {
    return strict.decode(content);
  } catch {
    throw new FormatFault("malformed", "a name that is not UTF-8", at);
  }
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** A little-endian two's complement number, as LONG1 and LONG4 write it. */
export function longOf(content: Uint8Array): number | bigint | undefined {
  if (content.length === 0) return 0;
  if (content.length > 64) return undefined;
  let value = 0n;
  for (let i = content.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(content[i] ?? 0);
  value = BigInt.asIntN(content.length * 8, value);
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

function rawUnicodeEscapes(text: string): string {
  return unescape(text, (letter) => (letter === "u" ? 4 : letter === "U" ? 8 : 0), undefined);
}

const simple: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function escapes(text: string): string {
  return unescape(text, (letter) => (letter === "x" ? 2 : 0), simple);
}

function unescape(
  text: string,
  digitsOf: (letter: string) => number,
  letters: Readonly<Record<string, string>> | undefined,
): string {
  let out = "";
  let done = 0;
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", done)) {
    out += text.slice(done, at);
    const letter = text[at + 1] ?? "";
    const digits = digitsOf(letter);
    const code = digits > 0 ? Number.parseInt(text.slice(at + 2, at + 2 + digits), 16) : Number.NaN;
    const octal = letters !== undefined && letter >= "0" && letter <= "7";
    if (code <= 0x10ffff) {
      out += String.fromCodePoint(code);
      done = at + 2 + digits;
    } else if (octal) {
      let end = at + 1;
      let value = 0;
      for (; end < at + 4 && (text[end] ?? "") >= "0" && (text[end] ?? "") <= "7"; end++)
        value = value * 8 + Number(text[end]);
      out += String.fromCharCode(value & 255);
      done = end;
    } else if (letters?.[letter] !== undefined) {
      out += letters[letter];
      done = at + 2;
    } else {
      out += `\\${letter}`;
      done = at + 1 + Math.max(1, letter.length);
    }
  }
  return out + text.slice(done);
}

/** What a line with a number says, and whether the C and the Python unpickler read it differently. */
export interface NumberLine {
  /** Undefined where it is right but was not worked out. */
  readonly value?: number;
  readonly bool?: boolean;
  readonly divergence?: string;
  readonly wrong?: true;
}

/**
 * INT and LONG. The C unpickler reads with `strtol(…, 0)`, where `010` is eight and a NUL byte ends the
 * number; the Python one with `int(…, 0)`, which refuses both.
 */
export function integerLine(line: Uint8Array, long: boolean): NumberLine {
  let text = latin1(line);
  if (!long && text === "00") return { bool: false };
  if (!long && text === "01") return { bool: true };
  if (long && text.endsWith("L")) text = text.slice(0, -1);
  if (/^-?(?:0|[1-9][0-9]{0,14})$/.test(text)) return { value: Number(text) };
  const nul = text.indexOf("\0");
  if (nul >= 0) return long ? { wrong: true } : { divergence: "a number cut off by a NUL byte" };
  const bare = text.trim().replace(/^[+-]/, "");
  if (/^0[0-7]+$/.test(bare)) return { divergence: "a number with leading zeros, octal to one reader" };
  if (/^(?:[0-9]+(?:_[0-9]+)*|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+)$/.test(bare)) return {};
  return { wrong: true };
}

/** FLOAT: `PyOS_string_to_double` takes no blanks and no underscores, `float()` takes both. */
export function floatLine(line: Uint8Array): NumberLine {
  const text = latin1(line);
  const number = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
  const word = /^[+-]?(?:inf|infinity|nan)$/i;
  if (number.test(text)) return { value: Number(text) };
  if (word.test(text)) return {};
  const nul = text.indexOf("\0");
  if (nul >= 0) return { divergence: "a number cut off by a NUL byte" };
  const bare = text.trim().replaceAll("_", "");
  if (number.test(bare) || word.test(bare))
    return { divergence: "a number with blanks or underscores, which one reader refuses" };
  return { wrong: true };
}

/** An index of the memo, a decimal number: -1 where it is none. */
export function indexLine(window: Uint8Array, from: number, to: number): number {
  let value = 0;
  if (to <= from || to - from > 15) return indexOddly(window.subarray(from, to));
  for (let i = from; i < to; i++) {
    const digit = (window[i] ?? 0) - 48;
    if (digit < 0 || digit > 9) return indexOddly(window.subarray(from, to));
    value = value * 10 + digit;
  }
  return value;
}

function indexOddly(line: Uint8Array): number {
  const text = latin1(line).trim().replaceAll("_", "");
  return /^\+?[0-9]{1,15}$/.test(text) ? Number(text) : -1;
}

import type { Evasion } from "./evasions.ts";

const bytes = (text: string): readonly number[] => [...new TextEncoder().encode(text)];
const perByte = (show: (byte: number) => string, between: string) => (text: string) =>
  bytes(text).map(show).join(between);
const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const base32 = (text: string): string => {
  const bits = bytes(text)
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  const out = (bits.match(/.{1,5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
  return out.padEnd(Math.ceil(out.length / 8) * 8, "=");
};

const ascii85 = (text: string): string => {
  const all = bytes(text);
  let out = "";
  for (let i = 0; i < all.length; i += 4) {
    const group = all.slice(i, i + 4);
    let value = 0;
    for (let k = 0; k < 4; k++) value = value * 256 + (group[k] ?? 0);
    let five = "";
    for (let k = 0; k < 5; k++) {
      five = String.fromCharCode(33 + (value % 85)) + five;
      value = Math.floor(value / 85);
    }
    out += five.slice(0, group.length + 1);
  }
  return `<~${out}~>`;
};

const morse: readonly string[] =
  ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split(
    " ",
  );
const braille = [
  1, 3, 9, 25, 17, 11, 27, 19, 10, 26, 5, 7, 13, 29, 21, 15, 31, 23, 14, 30, 37, 39, 58, 45, 61, 53,
];
const nato: readonly string[] =
  "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu".split(
    " ",
  );
const letter = (char: string): number => char.toLowerCase().charCodeAt(0) - 97;

const shift = (by: (index: number) => number) => (text: string) =>
  text.replace(/[a-z]/gi, (char) => String.fromCharCode((char < "a" ? 65 : 97) + by(letter(char))));

/** Ways to write the bytes or letters of a text in another alphabet. */
export const encodings: readonly Evasion[] = [
  { name: "base64", evade: base64 },
  { name: "base64-url-unpadded", evade: (text) => Buffer.from(text).toString("base64url") },
  { name: "base64-wrapped", evade: (text) => base64(text).replace(/(.{20})/g, "$1\n") },
  { name: "base64-odd-wrapping", evade: (text) => base64(text).replace(/(.{11})/g, "$1 ") },
  { name: "base64-word-by-word", evade: (text) => text.split(" ").map(base64).join(" ") },
  { name: "base64-utf16", evade: (text) => Buffer.from(text, "utf16le").toString("base64") },
  {
    name: "base64-in-path",
    evade: (text) => `https://example.com/${Buffer.from(text).toString("base64url")}`,
  },
  { name: "base64-twice", evade: (text) => base64(base64(text)) },
  { name: "base64-of-rot13", evade: (text) => base64(shift((at) => (at + 13) % 26)(text)) },
  { name: "base64-of-percent", evade: (text) => base64(perByte((byte) => `%${hex(byte)}`, "")(text)) },
  { name: "base32", evade: base32 },
  { name: "ascii85", evade: ascii85 },
  { name: "hex", evade: perByte(hex, "") },
  { name: "hex-spaced", evade: perByte(hex, " ") },
  { name: "hex-colons", evade: perByte((byte) => hex(byte).toUpperCase(), ":") },
  { name: "hex-array", evade: perByte((byte) => `0x${hex(byte)}`, ", ") },
  { name: "hex-escapes", evade: perByte((byte) => `\\x${hex(byte)}`, "") },
  { name: "hex-of-base64", evade: (text) => perByte(hex, "")(base64(text)) },
  { name: "percent", evade: perByte((byte) => `%${hex(byte)}`, "") },
  {
    name: "percent-twice",
    evade: (text) => encodeURIComponent(perByte((byte) => `%${hex(byte)}`, "")(text)),
  },
  { name: "html-decimal", evade: perByte((byte) => `&#${byte};`, "") },
  { name: "html-hex", evade: perByte((byte) => `&#x${hex(byte)};`, "") },
  { name: "html-twice", evade: perByte((byte) => `&amp;#${byte};`, "") },
  { name: "unicode-escapes", evade: perByte((byte) => `\\u00${hex(byte)}`, "") },
  { name: "unicode-braces", evade: perByte((byte) => `\\u{${hex(byte)}}`, "") },
  { name: "unicode-long-escapes", evade: perByte((byte) => `\\U000000${hex(byte)}`, "") },
  { name: "unicode-code-points", evade: perByte((byte) => `U+00${hex(byte)}`, " ") },
  { name: "octal-escapes", evade: perByte((byte) => `\\${byte.toString(8).padStart(3, "0")}`, "") },
  { name: "octal", evade: perByte((byte) => byte.toString(8).padStart(3, "0"), " ") },
  { name: "binary", evade: perByte((byte) => byte.toString(2).padStart(8, "0"), " ") },
  { name: "binary-unspaced", evade: perByte((byte) => byte.toString(2).padStart(8, "0"), "") },
  { name: "decimal", evade: perByte(String, " ") },
  { name: "decimal-commas", evade: perByte(String, ",") },
  { name: "rot13", evade: shift((at) => (at + 13) % 26) },
  { name: "caesar-3", evade: shift((at) => (at + 3) % 26) },
  { name: "caesar-7", evade: shift((at) => (at + 7) % 26) },
  { name: "atbash", evade: shift((at) => 25 - at) },
  {
    name: "morse",
    evade: (text) =>
      text
        .split(" ")
        .map((word) =>
          Array.from(word)
            .map((char) => morse[letter(char)])
            .join(" "),
        )
        .join(" / "),
  },
  {
    name: "braille",
    evade: (text) =>
      Array.from(text)
        .map((char) => String.fromCharCode(0x2800 + (braille[letter(char)] ?? 0)))
        .join(""),
  },
  {
    name: "spelling-alphabet",
    evade: (text) =>
      text
        .split(" ")
        .map((word) =>
          Array.from(word)
            .map((char) => nato[letter(char)])
            .join(" "),
        )
        .join(" "),
  },
];

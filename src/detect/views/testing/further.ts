import { gzipSync } from "node:zlib";
import type { Evasion } from "./evasions.ts";

const bytes = (text: string): readonly number[] => [...new TextEncoder().encode(text)];
const chars = (text: string, show: (char: string, at: number) => string, between = ""): string =>
  Array.from(text).map(show).join(between);
const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const lettersOnly = (show: (index: number, char: string) => string) => (text: string) =>
  chars(text, (char) => (/[a-z]/iu.test(char) ? show(char.toLowerCase().charCodeAt(0) - 97, char) : char));
const table = (from: string, to: string) => {
  const [source, target] = [Array.from(from), Array.from(to)];
  return (text: string) => chars(text, (char) => target[source.indexOf(char)] ?? char);
};
const words = (change: (word: string, at: number) => string) => (text: string) =>
  text.split(" ").map(change).join(" ");

function inBase(alphabet: string, all: readonly number[]): string {
  let value = all.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let out = "";
  const base = BigInt(alphabet.length);
  for (; value > 0n; value /= base) out = (alphabet[Number(value % base)] ?? "") + out;
  return out;
}

function uuencoded(text: string): string {
  const all = bytes(text);
  const lines: string[] = [];
  const digit = (value: number): string => (value === 0 ? "`" : String.fromCharCode(32 + value));
  for (let i = 0; i < all.length; i += 45) {
    const row = all.slice(i, i + 45);
    let line = digit(row.length);
    for (let k = 0; k < row.length; k += 3) {
      const value = ((row[k] ?? 0) << 16) | ((row[k + 1] ?? 0) << 8) | (row[k + 2] ?? 0);
      for (const shift of [18, 12, 6, 0]) line += digit((value >> shift) & 63);
    }
    lines.push(line);
  }
  return `begin 644 note.txt\n${lines.join("\n")}\n\`\nend`;
}

const rot47 = (text: string): string =>
  chars(text, (char) => {
    const code = char.charCodeAt(0);
    return code < 33 || code > 126 ? char : String.fromCharCode(33 + ((code - 33 + 47) % 94));
  });
const tap = (index: number): string => {
  // C and K share a cell.
  const at = index === 10 ? 2 : index > 10 ? index - 1 : index;
  return `${Math.floor(at / 5) + 1}${(at % 5) + 1}`;
};
const polybius = (index: number): string => {
  const at = index > 8 ? index - 1 : index;
  return `${Math.floor(at / 5) + 1}${(at % 5) + 1}`;
};
const keypad = "2 22 222 3 33 333 4 44 444 5 55 555 6 66 666 7 77 777 7777 8 88 888 9 99 999 9999".split(" ");

/** Ways to write a text that are rarer, or that are put together of others. */
export const further: readonly Evasion[] = [
  {
    name: "base64-mime",
    evade: (text) =>
      `Content-Transfer-Encoding: base64\r\n\r\n${base64(text).replace(/(.{76})/gu, "$1\r\n")}\r\n`,
  },
  { name: "base64-data-address", evade: (text) => `data:text/plain;base64,${base64(text)}` },
  { name: "base64-encoded-word", evade: (text) => `=?utf-8?B?${base64(text)}?=` },
  { name: "base64-backwards", evade: (text) => chars(base64(text), String).split("").reverse().join("") },
  { name: "base64-of-backwards", evade: (text) => base64(text.split("").reverse().join("")) },
  { name: "base64-with-dots", evade: (text) => base64(text).replace(/(.{4})/gu, "$1.") },
  { name: "base64-thrice", evade: (text) => base64(base64(base64(text))) },
  { name: "base64-letters-apart", evade: (text) => chars(base64(text), String, " ") },
  { name: "gzip-base64", evade: (text) => gzipSync(text).toString("base64") },
  {
    name: "base58",
    evade: (text) => inBase("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", bytes(text)),
  },
  { name: "base36", evade: (text) => inBase("0123456789abcdefghijklmnopqrstuvwxyz", bytes(text)) },
  { name: "base32-small", evade: (text) => inBase32(text).toLowerCase() },
  { name: "base32-hex-digits", evade: (text) => inBase32(text, "0123456789ABCDEFGHIJKLMNOPQRSTUV") },
  { name: "ascii85-unmarked", evade: (text) => inAscii85(text) },
  { name: "uuencoded", evade: uuencoded },
  {
    name: "quoted-printable",
    evade: (text) =>
      bytes(text)
        .map((byte) => `=${hex(byte).toUpperCase()}`)
        .join(""),
  },
  {
    name: "quoted-printable-encoded-word",
    evade: (text) =>
      `=?utf-8?Q?${bytes(text)
        .map((byte) => `=${hex(byte).toUpperCase()}`)
        .join("")}?=`,
  },
  {
    name: "utf-7",
    evade: (text) =>
      `+${Buffer.from(Buffer.from(text, "utf16le").swap16()).toString("base64").replace(/=+$/u, "")}-`,
  },
  {
    name: "octal-escapes-short",
    evade: (text) =>
      bytes(text)
        .map((byte) => `\\${byte.toString(8)}`)
        .join(""),
  },
  {
    name: "octal-0o",
    evade: (text) =>
      bytes(text)
        .map((byte) => `0o${byte.toString(8)}`)
        .join(" "),
  },
  {
    name: "binary-0b",
    evade: (text) =>
      bytes(text)
        .map((byte) => `0b${byte.toString(2).padStart(8, "0")}`)
        .join(", "),
  },
  {
    name: "binary-seven",
    evade: (text) =>
      bytes(text)
        .map((byte) => byte.toString(2).padStart(7, "0"))
        .join(" "),
  },
  { name: "from-char-code", evade: (text) => `String.fromCharCode(${bytes(text).join(", ")})` },
  {
    name: "sql-char",
    evade: (text) =>
      bytes(text)
        .map((byte) => `CHAR(${byte})`)
        .join("+"),
  },
  {
    name: "sql-chr-pipes",
    evade: (text) =>
      bytes(text)
        .map((byte) => `chr(${byte})`)
        .join("||"),
  },
  { name: "sql-hex-string", evade: (text) => `0x${bytes(text).map(hex).join("")}` },
  {
    name: "css-escapes",
    evade: (text) =>
      bytes(text)
        .map((byte) => `\\${hex(byte)} `)
        .join(""),
  },
  {
    name: "css-escapes-long",
    evade: (text) =>
      bytes(text)
        .map((byte) => `\\0000${hex(byte)}`)
        .join(""),
  },
  {
    name: "percent-u",
    evade: (text) =>
      bytes(text)
        .map((byte) => `%u00${hex(byte)}`)
        .join(""),
  },
  {
    name: "percent-thrice",
    evade: (text) =>
      encodeURIComponent(
        encodeURIComponent(
          bytes(text)
            .map((byte) => `%${hex(byte)}`)
            .join(""),
        ),
      ),
  },
  {
    name: "html-decimal-bare",
    evade: (text) =>
      bytes(text)
        .map((byte) => `&#${byte}`)
        .join(""),
  },
  {
    name: "html-zeros",
    evade: (text) =>
      bytes(text)
        .map((byte) => `&#0000${byte};`)
        .join(""),
  },
  { name: "hex-of-hex", evade: (text) => bytes(bytes(text).map(hex).join("")).map(hex).join("") },
  { name: "hex-backwards", evade: (text) => bytes(text).map(hex).join("").split("").reverse().join("") },
  {
    name: "rot13-of-base64",
    evade: (text) =>
      lettersOnly((at, char) => String.fromCharCode((char < "a" ? 65 : 97) + ((at + 13) % 26)))(base64(text)),
  },
  { name: "rot47", evade: rot47 },
  {
    name: "rot13-backwards",
    evade: (text) =>
      lettersOnly((at) => String.fromCharCode(97 + ((at + 13) % 26)))(text)
        .split("")
        .reverse()
        .join(""),
  },
  {
    name: "bacon",
    evade: (text) =>
      chars(
        text.replaceAll(" ", ""),
        (char) =>
          (char.toLowerCase().charCodeAt(0) - 97)
            .toString(2)
            .padStart(5, "0")
            .replaceAll("0", "A")
            .replaceAll("1", "B"),
        " ",
      ),
  },
  {
    name: "letter-numbers",
    evade: words((word) => chars(word, (char) => String(char.toLowerCase().charCodeAt(0) - 96), "-")),
  },
  {
    name: "polybius",
    evade: (text) =>
      chars(text.replaceAll(" ", ""), (char) => polybius(char.toLowerCase().charCodeAt(0) - 97), " "),
  },
  {
    name: "tap-code",
    evade: (text) =>
      chars(
        text.replaceAll(" ", ""),
        (char) =>
          tap(char.toLowerCase().charCodeAt(0) - 97)
            .replace(/./gu, (count) => `${".".repeat(Number(count))} `)
            .trim(),
        "  ",
      ),
  },
  {
    name: "keypad",
    evade: (text) =>
      text
        .split(" ")
        .map((word) => chars(word, (char) => keypad[char.toLowerCase().charCodeAt(0) - 97] ?? "", " "))
        .join(" 0 "),
  },
  { name: "keyboard-shift", evade: table("qwertyuiopasdfghjklzxcvbnm", "wertyuiop[sdfghjkl;xcvbnm,") },
  {
    name: "regional-indicators",
    evade: (text) =>
      chars(
        text.toLowerCase(),
        (char) => (char === " " ? "  " : String.fromCodePoint(0x1f1e6 + char.charCodeAt(0) - 97)),
        " ",
      ).trim(),
  },
  { name: "mathematical-double-struck", evade: lettersOnly((at) => String.fromCodePoint(0x1d552 + at)) },
  { name: "mathematical-sans", evade: lettersOnly((at) => String.fromCodePoint(0x1d5ba + at)) },
  { name: "modifier-letters-subscript", evade: table("aeijoruvxhklmnpst", "ₐₑᵢⱼₒᵣᵤᵥₓₕₖₗₘₙₚₛₜ") },
  { name: "cherokee-cyrillic-greek-mix", evade: table("aeopcyxsiTHA", "аεоρсуχѕіТΗᎪ") },
  {
    name: "soft-hyphen-every-second",
    evade: (text) => chars(text, (char, at) => (at % 2 === 0 ? char : `\u00ad${char}`)),
  },
  { name: "invisible-times", evade: (text) => chars(text, String, "\u2062") },
  { name: "mongolian-separator", evade: (text) => chars(text, String, "\u180e") },
  { name: "combining-grapheme-joiner", evade: (text) => chars(text, String, "\u034f") },
  { name: "braille-blank", evade: (text) => chars(text, String, "\u2800") },
  { name: "word-per-line", evade: (text) => text.replaceAll(" ", "\n") },
  {
    name: "word-per-line-numbered",
    evade: (text) =>
      text
        .split(" ")
        .map((word, at) => `${at + 1}. ${word}`)
        .join("\n"),
  },
  {
    name: "word-per-line-dashed",
    evade: (text) =>
      text
        .split(" ")
        .map((word) => `- ${word}`)
        .join("\n"),
  },
  { name: "words-in-brackets", evade: words((word) => `[${word}]`) },
  { name: "words-with-pipes", evade: (text) => text.replaceAll(" ", " | ") },
  { name: "words-with-slashes", evade: (text) => text.replaceAll(" ", " / ") },
  { name: "words-with-dots", evade: (text) => text.replaceAll(" ", "...") },
  { name: "json-array-of-words", evade: (text) => JSON.stringify(text.split(" ")) },
  { name: "json-array-of-letters", evade: (text) => JSON.stringify(Array.from(text)) },
  {
    name: "acrostic",
    evade: (text) =>
      chars(text.replaceAll(" ", ""), (char) => `${char}${char === "x" ? "ylophone" : "oooo"}`, "\n"),
  },
  {
    name: "alternating-case",
    evade: (text) => chars(text, (char, at) => (at % 2 === 0 ? char.toUpperCase() : char.toLowerCase())),
  },
  {
    name: "alternating-case-dotted",
    evade: (text) =>
      words((word) => chars(word, (char, at) => (at % 2 === 0 ? char.toUpperCase() : char), "."))(text),
  },
  { name: "doubled-letters", evade: (text) => chars(text, (char) => (char === " " ? char : char + char)) },
  { name: "words-in-reverse-order", evade: (text) => text.split(" ").reverse().join(" ") },
  {
    name: "tabs-between-letters",
    evade: (text) =>
      text
        .split(" ")
        .map((word) => chars(word, String, "\t"))
        .join("\t\t\t"),
  },
  { name: "emoji-between-letters", evade: words((word) => chars(word, String, "😀")) },
  { name: "letters-in-brackets", evade: words((word) => chars(word, (char) => `[${char}]`)) },
  { name: "html-tags-inside", evade: words((word) => `${word.slice(0, 2)}<b></b>${word.slice(2)}`) },
  { name: "html-comments-inside", evade: words((word) => `${word.slice(0, 2)}<!-- x -->${word.slice(2)}`) },
  {
    name: "markdown-emphasis-inside",
    evade: words((word) => (word.length < 4 ? word : `${word.slice(0, 2)}**${word.slice(2)}**`)),
  },
  { name: "latex-commands", evade: words((word) => `\\text{${word}}`) },
  { name: "strings-added", evade: (text) => words((word) => `"${word}"`)(text).replaceAll(" ", ' + " " + ') },
  { name: "python-join", evade: (text) => `"".join([${chars(text, (char) => JSON.stringify(char), ", ")}])` },
  { name: "leet-heavy", evade: table("aeiostgbl", "@3!0$796|") },
  { name: "xml-character-data", evade: words((word) => `<![CDATA[${word}]]>`) },
];

function inBase32(text: string, alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"): string {
  const bits = bytes(text)
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  return (bits.match(/.{1,5}/gu) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

function inAscii85(text: string): string {
  const all = bytes(text);
  let out = "";
  for (let i = 0; i < all.length; i += 4) {
    const group = all.slice(i, i + 4);
    let value = 0;
    for (let k = 0; k < 4; k++) value = value * 256 + (group[k] ?? 0);
    let five = "";
    for (let k = 0; k < 5; k++, value = Math.floor(value / 85))
      five = String.fromCharCode(33 + (value % 85)) + five;
    out += five.slice(0, group.length + 1);
  }
  return out;
}

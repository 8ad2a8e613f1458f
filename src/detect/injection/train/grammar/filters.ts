import { Buffer } from "node:buffer";
import type { RandomSource } from "../../../../contracts/index.ts";
import { typo } from "./style.ts";

/** Changes a text on its way into a slot: `{attack:base64}`. */
export type Filter = (text: string, random: RandomSource) => string;

const each = (text: string, change: (sign: string) => string): string => Array.from(text, change).join("");

/** Changes every word but addresses: a changed address could be one that somebody owns. */
const exceptAddresses =
  (change: Filter): Filter =>
  (text, random) =>
    text
      .split(" ")
      .map((word) => (/[.@]\S/.test(word) ? word : change(word, random)))
      .join(" ");

const caesar =
  (by: number): Filter =>
  (text) =>
    each(text, (sign) => {
      const code = sign.charCodeAt(0);
      const base = code >= 97 && code <= 122 ? 97 : code >= 65 && code <= 90 ? 65 : 0;
      return base === 0 ? sign : String.fromCharCode(((code - base + by) % 26) + base);
    });

const table =
  (from: string, to: readonly string[], share = 1): Filter =>
  (text, random) =>
    each(text, (sign) => {
      const at = from.indexOf(sign);
      return at >= 0 && (share === 1 || random.next() < share) ? (to[at] ?? sign) : sign;
    });

const morse =
  ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split(
    " ",
  );
const letters = "abcdefghijklmnopqrstuvwxyz";

export const filters: Readonly<Record<string, Filter>> = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  line: (text) => text.replaceAll(/\s+/g, " "),
  csv: (text) => text.replaceAll(/\s+/g, " ").replaceAll('"', '""'),
  slug: (text) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .slice(0, 120),
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  base64: (text) => Buffer.from(text, "utf8").toString("base64"),
  hex: (text) => Buffer.from(text, "utf8").toString("hex"),
  binary: (text) =>
    Array.from(Buffer.from(text.slice(0, 120), "utf8"), (byte) => byte.toString(2).padStart(8, "0")).join(
      " ",
    ),
  codes: (text) => Array.from(text.slice(0, 160), (sign) => String(sign.codePointAt(0))).join(" "),
  urlencode: (text) => encodeURIComponent(text.toWellFormed()),
  escapes: (text) => each(text, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`),
  entities: (text) => each(text, (sign) => `&#${sign.codePointAt(0) ?? 0};`),
  rot13: caesar(13),
  caesar3: caesar(3),
  atbash: table(letters, Array.from(letters).reverse()),
  reverse: (text, random) =>
    exceptAddresses((word) => Array.from(word).reverse().join(""))(text, random)
      .split(" ")
      .reverse()
      .join(" "),
  wordreverse: (text) => text.split(" ").reverse().join(" "),
  spaced: (text) => Array.from(text).join(" "),
  dotted: (text) => Array.from(text.replaceAll(" ", "  ")).join("."),
  hyphened: (text) =>
    text
      .split(" ")
      .map((word) => Array.from(word).join("-"))
      .join(" "),
  morse: (text) =>
    text
      .toLowerCase()
      .split(" ")
      .map((word) => Array.from(word, (sign) => morse[letters.indexOf(sign)] ?? "").join(" "))
      .join(" / "),
  leet: exceptAddresses(table("aeiostglAEIOST", Array.from("43105791431057"), 0.75)),
  homoglyph: exceptAddresses(table("aceopxyiABCEHKMOPT", Array.from("асеорхуіАВСЕНКМОРТ"), 0.5)),
  fullwidth: exceptAddresses((text) =>
    each(text, (sign) => {
      const code = sign.charCodeAt(0);
      return code > 32 && code < 127 ? String.fromCharCode(code + 0xfee0) : sign;
    }),
  ),
  bold: exceptAddresses((text) =>
    each(text, (sign) => {
      const code = sign.charCodeAt(0);
      if (code >= 97 && code <= 122) return String.fromCodePoint(0x1d41a + code - 97);
      return code >= 65 && code <= 90 ? String.fromCodePoint(0x1d400 + code - 65) : sign;
    }),
  ),
  zerowidth: exceptAddresses((text, random) =>
    each(text, (sign) => (random.next() < 0.4 ? `${sign}\u200B` : sign)),
  ),
  tags: (text) =>
    each(text, (sign) => {
      const code = sign.charCodeAt(0);
      return code >= 32 && code < 127 ? String.fromCodePoint(0xe0000 + code) : "";
    }),
  vowelless: exceptAddresses((text) => text.replaceAll(/[aeiou]/gi, "")),
  piglatin: (text) =>
    text
      .split(" ")
      .map((word) => (/^[a-z]{2,}$/i.test(word) ? `${word.slice(1)}${word.charAt(0)}ay` : word))
      .join(" "),
  typos: (text, random) => typo(typo(typo(text, random), random), random),
  /** Pieces of the text as assignments: `a = "Ign"; b = "ore"`. */
  pieces: (text, random) => {
    const signs = Array.from(text.slice(0, 90));
    const size = 3 + random.integer(8);
    const parts: string[] = [];
    for (let at = 0; at < signs.length && parts.length < 26; at += size)
      parts.push(`${letters.charAt(parts.length)} = ${JSON.stringify(signs.slice(at, at + size).join(""))}`);
    return parts.join("\n");
  },
  bulleted: (text) =>
    text
      .split(" ")
      .map((word, at) => `${at + 1}. ${word}`)
      .join("\n"),
};
